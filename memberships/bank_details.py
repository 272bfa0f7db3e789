"""Where fees are paid to, as the settings say. What they do not say, or say wrongly, is missing: nothing is made up."""

import re

from django.conf import settings

from network.ui.french import NBSP


def bank_details():
    """{holder, iban, bic, online, known}: `iban` in groups of four, empty when it is missing or its key is wrong."""
    details = settings.MEMBERSHIPS
    iban = re.sub(r"\s", "", details["iban"]).upper()
    iban = iban if is_iban(iban) else ""
    grouped = NBSP.join(iban[at : at + 4] for at in range(0, len(iban), 4))
    holder = details["holder"] or settings.NETWORK["name"]
    return {"holder": holder, "iban": grouped, "bic": details["bic"], "online": details["online"], "known": bool(iban)}


def is_iban(text):
    """Whether an IBAN without blanks has a right key (ISO 13616)."""
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", text):
        return False
    return int("".join(str(int(letter, 36)) for letter in text[4:] + text[:4])) % 97 == 1
