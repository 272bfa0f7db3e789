"""Titles of projects from what a public file says: its words, in French case and signs, nothing added."""

import re
import unicodedata

LONGEST = 200
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
    """« du Département de la Sarthe », « de l’État (réserve parlementaire) »."""
    if name in FUNDERS:
        return FUNDERS[name]
    return f"de l’{name}" if name[0] in "AEIOUÉÈÊ" else f"du {name}"


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
