"""What a person typed, as a PostgreSQL text search query that forgives accents, plurals and typing errors."""

import re
import unicodedata

from django.db import connection

MAX_WORDS = 8
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "’": " ", "'": " "})

# The nearest known word of each word that begins no known word: alike by trigrams, or two letters wrong at most
# (trigrams miss « ecoels »). One statement for all words.
NEAREST = """
SELECT w, (SELECT d.word FROM directory_word d
           WHERE d.listing = %s AND (d.word %% w OR (d.word LIKE left(w, 2) || '%%' AND levenshtein_less_equal(d.word, w, 2) <= 2))
           ORDER BY levenshtein(d.word, w), similarity(d.word, w) DESC, d.word LIMIT 1)
FROM unnest(%s::text[]) AS w
WHERE NOT EXISTS (SELECT FROM directory_word d WHERE d.listing = %s AND d.word LIKE w || '%%')
"""


def words(text):
    """The words of `text`, without accents or case; digits typed in groups (« 503 621 526 ») make one word."""
    text = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    text = re.sub(r"(?<=\d)[ \u00a0.](?=\d)", "", text)
    text = re.sub(r"\b(?:\w\.){2,}\w?\b\.?", lambda m: m.group().replace(".", ""), text)
    return re.findall(r"[a-z0-9]+", text)[:MAX_WORDS]


def mend(listing, found):
    """`{typed: nearest known word}` for the words of `found` that nothing in the list begins with."""
    doubtful = [w for w in found if 4 <= len(w) <= 60 and w.isalpha()]
    if not doubtful:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [listing, doubtful, listing])
        return {typed: near for typed, near in cursor.fetchall() if near}


def tsquery(listing, text):
    """(`to_tsquery` text, corrections made): every word must occur, as a word or as the beginning of one."""
    found = words(text)
    mended = mend(listing, found)
    return " & ".join(f"{mended.get(w, w)}:*" for w in found), mended
