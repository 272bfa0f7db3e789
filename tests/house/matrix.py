"""Who gets what from each address: 200, 404, 405 (asked by POST only), `login` (sent to log in), `moved` (sent elsewhere).

A row is (address, thing, answers in the order of ROLES). `things` are made in conftest: actors in each state, managed by the
member, not by the neighbour.
"""

ROLES = ("visitor", "account", "member", "neighbour", "staff", "board")
ADMIN = {"login", "moved", "403", "404", "405"}  # what the admin answers to whoever is not of the team

PUBLIC = ("200",) * 6
LOGGED_IN = ("login",) + ("200",) * 5
NOWHERE = ("404",) * 6
POST_ONLY = ("405",) * 6
OWN = ("404", "404", "200", "404", "200", "404")  # representatives and the team

ROWS = [
    ("portal:home", "", PUBLIC),
    ("portal:search", "", PUBLIC),
    ("portal:space", "", LOGGED_IN),
    ("portal:legal", "", PUBLIC),
    ("portal:accessibility", "", PUBLIC),
    ("portal:privacy", "", PUBLIC),
    ("portal:sitemap", "", PUBLIC),
    ("portal:health", "", PUBLIC),
    ("actors:list", "", PUBLIC),
    ("taxonomy:municipalities", "", PUBLIC),
    ("actors:detail", "published", PUBLIC),
    ("actors:detail", "draft", OWN),
    ("actors:detail", "submitted", OWN),
    ("actors:detail", "archived", OWN),
]
