"""Titles of projects from what a public file says: its words, in French case and signs, nothing added."""

import re
import unicodedata

LONGEST = 200
LONGEST_LABEL = 2  # a purpose of so few words is no title: « Culture »
RUNNING = ("fonctionnement", "fonctionnemnet")  # the second as one line of a file spells it
FUNDERS = {
    "État (réserve parlementaire, Assemblée nationale)": "de l’État (réserve parlementaire)",
    "État : Affaires étrangères et européennes": "de l’État (Affaires étrangères et européennes)",
}


def words(text):
    """The words of a text, without capitals, accents or signs."""
    plain = unicodedata.normalize("NFKD", text.replace("’", " ").replace("œ", "oe")).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


def sentence(text):
    """A text as it is compared with another."""
    return " ".join(words(text))


def of_funder(name):
    """« du Département de la Sarthe », « de l’État (réserve parlementaire) »; another name is put beside, unchanged."""
    if name in FUNDERS:
        return FUNDERS[name]
    return f"du {name}" if name.startswith(("Département", "Ministère", "Conseil")) else f"({name})"


def is_silent(purpose):
    """Whether a purpose says nothing of a project."""
    said = words(purpose)
    return not said or (len(said) == 1 and said[0] in RUNNING)


def title_for(purpose, *, beneficiary, funder, period, proper):
    """The stated purpose as a title; without one, who supported whom and when."""
    support = f"soutien {of_funder(funder)}"
    if is_silent(purpose):
        what = f"{support} au fonctionnement" if words(purpose) else support
    elif len(words(purpose)) <= LONGEST_LABEL:
        what = f"{support}, {purpose[0].lower()}{purpose[1:]}"
    else:
        return title_of(purpose, proper)
    return title_of(f"{beneficiary}\u00a0: {what}, {period}", {})


def title_of(text, proper):
    """`text` as a title: French quotation marks, no shouting, no full stop, whole words. `proper`: key of a name → the name."""
    text = re.sub(r'"([^"]*)"', "«\u00a0\\1\u00a0»", " ".join(text.split(" ")))
    text = re.sub(r"\b[^\W\d_]{4,}\b", lambda match: _word(match.group(), proper), text)
    text = re.sub(r"[ \u00a0]?([:;])(?= )", "\u00a0\\1", text)
    text = text.removesuffix(".").strip()
    return whole_words(text[:1].upper() + text[1:])


def whole_words(text, longest=LONGEST):
    """`text`, cut between two words when it is too long."""
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _word(word, proper):
    """A word written in capitals that names a known place, as it is written; any other stays."""
    return proper.get(sentence(word), word) if word.isupper() else word
