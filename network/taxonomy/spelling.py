"""How a place name is compared: « St-Aubin » and « Saint-Aubin », « l'île d'Yeu » and « L’Île-d’Yeu » are the same words."""

import re
import unicodedata

LONGEST = 120  # characters that are read of what a person types
MAX_WORDS = 8
ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})


def key_words(text):
    """The words of `text` in lower case, without accents or signs, abbreviations written out; only a-z and 0-9 are left."""
    plain = unicodedata.normalize("NFKD", str(text)[:LONGEST].translate(LIGATURES)).lower()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"\bs/", "sur ", plain)
    return [ABBREVIATIONS.get(word, word) for word in re.findall(r"[a-z0-9]+", plain)[:MAX_WORDS]]


def key(text):
    """`key_words` as one string."""
    return " ".join(key_words(text))


def may_mean(text, name):
    """Whether each word of `text` that is not a number begins a word of `name`."""
    words = key_words(name)
    return all(any(word.startswith(begun) for word in words) for begun in key_words(text) if not begun.isdigit())
