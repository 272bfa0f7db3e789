"""How long what names people is kept once it no longer serves."""

from network.settings.env import env


def kept_years():
    """Years. `exchanges`: what was said and who was met, after the last exchange with an organisation (what the CNIL advises for
    those whom one approaches); `requests`: the message of a request to join, after the answer;
    `registrations`: who was registered, after the event; `trail`: who acted, in the trail
    (the time within which one may go to court, article 2224 of the Code civil). Accounting documents are not a setting: the law
    asks for ten years (Code de commerce, article L123-22), and the portal never deletes them."""
    return {
        "exchanges": int(env("KEPT_EXCHANGES_YEARS", "3")),
        "requests": int(env("KEPT_REQUESTS_YEARS", "3")),
        "registrations": int(env("KEPT_REGISTRATIONS_YEARS", "3")),
        "trail": int(env("KEPT_TRAIL_YEARS", "5")),
    }
