"""Fees: what the environment says of them."""

from network.settings.env import env, env_list


def fees():
    """Where fees are paid to (what is empty is said to be missing, never invented), how many days a member has, and after how many
    days past that date each reminder leaves."""
    return {
        "holder": env("FEES_HOLDER", ""),
        "iban": env("FEES_IBAN", ""),
        "bic": env("FEES_BIC", ""),
        "siret": env("NETWORK_SIRET", ""),
        "online": env("FEES_ONLINE", ""),  # address of a page where one pays on line
        "due_days": int(env("FEES_DUE_DAYS", "60")),
        "reminders": [int(days) for days in env_list("FEES_REMINDERS", ["15", "45", "90"])],
    }
