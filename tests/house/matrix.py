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
ENTRANCE = ("200",) + ("moved",) * 5  # pages for those who are not logged in
FRESH_PROOF = ("login",) * 6  # asks for the password or the second factor again
NOTHING_SET_UP = ("login",) + ("404",) * 5  # the second factor's pages, for those who have none
NOT_FOUND = ("login",) + ("404",) * 5
LOOKED_AFTER = ("login", "moved", "200", "moved", "200", "moved")  # who does not represent it is asked whether they do
MY_OWN = ("login", "404", "200", "404", "200", "404")  # the same, on pages of one's space
OWN = ("404", "404", "200", "404", "200", "404")  # representatives and the team

TEAM_AND_BOARD = ("404", "404", "404", "404", "200", "200")

ROWS = [
    ("portal:home", "", PUBLIC),
    ("portal:countries", "", PUBLIC),
    ("portal:country", "country", PUBLIC),
    ("portal:country", "country where nobody works", NOWHERE),
    ("portal:themes", "", PUBLIC),
    ("portal:theme", "theme", PUBLIC),
    ("portal:search", "", PUBLIC),
    ("portal:space", "", LOGGED_IN),
    ("portal:my_data", "", LOGGED_IN),
    ("portal:my_data_download", "", LOGGED_IN),
    ("portal:my_data_erase", "", LOGGED_IN),
    ("portal:legal", "", PUBLIC),
    ("portal:accessibility", "", PUBLIC),
    ("portal:privacy", "", PUBLIC),
    ("portal:sitemap", "", PUBLIC),
    ("portal:health", "", PUBLIC),
    ("actors:list", "", PUBLIC),
    ("taxonomy:municipalities", "", PUBLIC),
    ("actors:create", "", LOGGED_IN),
    ("actors:duplicates", "", LOGGED_IN),
    ("actors:update", "published", LOOKED_AFTER),
    ("actors:update", "draft", MY_OWN),
    ("actors:update", "submitted", MY_OWN),
    ("actors:update", "archived", MY_OWN),
    ("actors:update", "step of the published", LOOKED_AFTER),
    ("actors:update", "step of the draft", MY_OWN),
    ("actors:update", "unknown step", NOT_FOUND),
    ("actors:archive", "published", MY_OWN),
    ("actors:archive", "draft", MY_OWN),
    ("actors:claim", "published", ("login", "200", "moved", "200", "200", "200")),
    ("actors:claim", "draft", NOT_FOUND),
    ("actors:claim_answer", "claim", MY_OWN),
    ("projects:list", "", PUBLIC),
    ("schemes:list", "", PUBLIC),
    ("schemes:detail", "scheme", PUBLIC),
    ("schemes:detail", "draft scheme", ("404", "404", "404", "404", "200", "404")),
    ("projects:detail", "published project", PUBLIC),
    ("projects:detail", "draft project", OWN),
    ("projects:detail", "submitted project", OWN),
    ("projects:detail", "archived project", OWN),
    ("projects:picture", "picture of the published", PUBLIC),
    ("projects:picture", "picture of the draft", OWN),
    ("projects:paper", "paper of the published", PUBLIC),
    ("projects:paper", "paper kept for its people", OWN),
    ("projects:paper", "paper of the draft", OWN),
    ("actors:detail", "published", PUBLIC),
    ("actors:detail", "draft", OWN),
    ("actors:detail", "submitted", OWN),
    ("actors:detail", "archived", OWN),
    ("actors:logo", "published", PUBLIC),
    ("actors:logo", "draft", OWN),
    ("actors:logo", "archived", OWN),
    ("taxonomy:municipalities", "", PUBLIC),
    ("organisations:people", "published", MY_OWN),
    ("organisations:people", "draft", MY_OWN),
    ("actors:write", "published", PUBLIC),
    ("actors:write", "draft", NOWHERE),
    ("organisations:contact_add", "published", MY_OWN),
    ("organisations:contact_edit", "contact", MY_OWN),
    ("organisations:contact_remove", "contact", MY_OWN),
    ("organisations:contact_ask", "contact", POST_ONLY),
    ("organisations:contact_hide", "contact", POST_ONLY),
    ("organisations:contact_mine", "contact of one's own", POST_ONLY),
    ("organisations:consent", "link of a contact", PUBLIC),  # whoever holds the link
    ("organisations:consent", "wrong link", PUBLIC),
    ("organisations:confirm", "published", POST_ONLY),
    ("organisations:still_true", "wrong link", PUBLIC),  # a page that says that it serves no longer
    ("organisations:still_true", "link of a sheet", PUBLIC),  # whoever holds the link
    ("organisations:role", "representation", POST_ONLY),
    ("organisations:end", "representation", MY_OWN),
    ("organisations:invite_again", "invitation", POST_ONLY),
    ("organisations:cancel_invitation", "invitation", POST_ONLY),
    ("organisations:answer", "invitation to answer", POST_ONLY),
    ("organisations:invitation", "link of an invitation", PUBLIC),  # whoever holds the link
    ("organisations:invitation", "wrong link", NOWHERE),
    ("memberships:join", "", PUBLIC),
    ("memberships:mine", "", LOGGED_IN),
    ("memberships:call", "fee call", MY_OWN),
    ("memberships:roll", "", ("login", *TEAM_AND_BOARD[1:])),
    ("memberships:roll_export", "roll as csv", ("login", *TEAM_AND_BOARD[1:])),
    ("documents:ask", "roll as a document", TEAM_AND_BOARD),
    ("documents:ask", "fee call as a document", NOWHERE),  # without its number
    ("documents:file", "fee call document", OWN),
    ("documents:detail", "receipt document", OWN),
    ("documents:file", "receipt document", OWN),
    ("documents:file", "roll document", TEAM_AND_BOARD),
    ("portal:robots", "", PUBLIC),
    ("portal:sitemap_index", "", PUBLIC),
    ("portal:sitemap_section", "sitemap", PUBLIC),
    ("ui:components", "", PUBLIC),
    ("documents:list", "", LOGGED_IN),
    ("documents:ask", "directory as a document", PUBLIC),
    ("documents:ask", "unknown document", NOWHERE),
    ("documents:detail", "published sheet", PUBLIC),
    ("documents:detail", "draft sheet", OWN),
    ("documents:progress", "published sheet", PUBLIC),
    ("documents:progress", "draft sheet", OWN),
    ("documents:file", "published sheet", PUBLIC),
    ("documents:file", "draft sheet", OWN),
    # The mailbox of a demonstration; test_mailbox shows that it is nowhere else.
    ("notifications:mailbox", "", PUBLIC),
    ("notifications:message", "letter", PUBLIC),
    ("notifications:frame", "letter", PUBLIC),
    ("account_login", "", ENTRANCE),
    ("account_signup", "", ENTRANCE),
    ("account_request_login_code", "", ENTRANCE),
    ("account_confirm_login_code", "", ("login",) + ("moved",) * 5),
    ("account_logout", "", ("moved",) + ("200",) * 5),
    ("account_inactive", "", PUBLIC),
    ("account_reset_password", "", PUBLIC),
    ("account_reset_password_done", "", PUBLIC),
    ("account_reset_password_from_key", "wrong reset key", PUBLIC),
    ("account_reset_password_from_key_done", "", PUBLIC),
    ("account_email_verification_sent", "", PUBLIC),
    ("account_confirm_email", "wrong confirmation key", PUBLIC),
    ("account_email", "", LOGGED_IN),
    ("account_change_password", "", LOGGED_IN),
    ("account_set_password", "", ("login",) + ("moved",) * 5),
    ("account_reauthenticate", "", LOGGED_IN),
    ("usersessions_list", "", LOGGED_IN),
    ("mfa_index", "", LOGGED_IN),
    ("mfa_authenticate", "", ("login",) + ("moved",) * 5),
    ("mfa_reauthenticate", "", FRESH_PROOF),
    ("mfa_activate_totp", "", FRESH_PROOF),
    ("mfa_generate_recovery_codes", "", FRESH_PROOF),
    ("mfa_deactivate_totp", "", NOTHING_SET_UP),
    ("mfa_view_recovery_codes", "", NOTHING_SET_UP),
    ("mfa_download_recovery_codes", "", NOTHING_SET_UP),
]
