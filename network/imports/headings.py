"""Which row of a file names its columns: titles, dates and logos often stand above it."""

import re
import unicodedata
from collections import Counter

from network.imports import limits

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
NUMBER = re.compile(r"[\d\s.,%€+/:-]+")


def key(text):
    """A heading as it is compared: « N° S.I.R.E.T. » and « n siret » are one."""
    plain = unicodedata.normalize("NFKD", str(text).translate(LIGATURES)).lower()
    plain = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", "".join(char for char in plain if not unicodedata.combining(char)))
    return " ".join(re.findall(r"[a-z0-9]+", plain.replace("°", " ")))


def clean(cell):
    """A heading on one line."""
    return " ".join(str(cell).split())[:200]


def find(rows, known=()):
    """The index in `rows`, [(line, cells, …)] of the first rows of a file, of the one that holds the headings.

    `known`: keys of headings that the reader expects; the row that holds most of them wins. Otherwise the first row about as
    wide as those below it, made of words.
    """
    known = set(known)
    filled = [[cell for cell in cells if cell.strip()] for _, cells, *_ in rows]
    if not any(filled):
        return 0
    if known:
        counts = [sum(key(cell) in known for cell in cells) for cells in filled]
        if max(counts) >= 2 or (max(counts) == 1 and max(map(len, filled)) == 1):
            return counts.index(max(counts))
    widths = Counter(len(cells) for _, cells, *_ in rows if any(cell.strip() for cell in cells))
    usual = max(widths, key=lambda width: (widths[width], width))
    typical = sorted(len(cells) for cells in filled if cells)[len([cells for cells in filled if cells]) // 2]
    for index, cells in enumerate(filled):
        words = [cell for cell in cells if not NUMBER.fullmatch(cell)]
        wide = len(cells) >= max(2, 0.6 * min(usual, typical)) if usual > 1 else bool(cells)
        if wide and len(words) >= 0.7 * len(cells) and len({key(cell) for cell in cells}) > 0.5 * len(cells):
            return index
    return next(index for index, cells in enumerate(filled) if cells)


def name(cells, below):
    """(headings, warnings) of the row `cells`; columns empty to the last row of `below` at the right end are dropped.

    A heading that comes back is numbered; a column without one is named by its letter.
    """
    headings = [clean(cell) for cell in cells]
    width = max([len(headings), *(len(row) for row in below)], default=0)
    headings += [""] * (width - len(headings))
    while headings and not headings[-1] and not any(len(row) >= len(headings) and row[len(headings) - 1].strip() for row in below):
        headings.pop()
    headings, warnings, seen = headings[: limits.COLUMNS], [], Counter()
    for index, heading in enumerate(headings):
        if not heading:
            headings[index] = f"Colonne {letter(index)}"
            warnings.append(f"La colonne {letter(index)} n’a pas de titre.")
        seen[key(headings[index])] += 1
        if (times := seen[key(headings[index])]) > 1:
            headings[index] = f"{headings[index]} ({times})"
            warnings.append(f"Deux colonnes ont le même titre : la seconde est appelée « {headings[index]} ».")
    return headings, warnings


def letter(index):
    """The letter of a column in a spreadsheet: A, B, … Z, AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text
