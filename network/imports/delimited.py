"""The rows of a text file whose cells are separated by a sign."""

import csv
from collections import Counter, deque

from network.imports import limits

csv.field_size_limit(limits.LINE)
DELIMITERS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}


class _Lines:
    """Physical lines handed to a reader of CSV, which can be given back to where a row began."""

    def __init__(self, lines):
        self.coming, self.again, self.row = iter(lines), deque(), []

    def __iter__(self):
        return self

    def __next__(self):
        if len(self.row) > limits.SPAN:
            raise _Unclosed
        line = self.again.popleft() if self.again else next(self.coming)
        self.row.append(line)
        return f"{line.text}\n"

    def back(self):
        """Take the lines of the row back, but for the first."""
        self.again.extendleft(reversed(self.row[1:]))
        del self.row[1:]


class _Unclosed(Exception):
    """A quote that is open for so many lines that nobody closes it."""


def rows(lines, delimiter):
    """(first physical line, cells, problems) of each row. A row whose quotes are wrong has no cells, and says so.

    A quote that nobody closes spoils the line where it opens alone: the lines that it took in are read again for themselves.
    """
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.row.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Unclosed):
            first = source.row[0].number
            said = "un guillemet s’ouvre et ne se referme pas" if len(source.row) > 1 else "guillemets mal placés"
            source.back()
            yield first, [], [f"{said}, ligne {first} : le contenu n’a pas pu être lu"]
            reader = csv.reader(source, delimiter=delimiter, strict=True)
            continue
        problems = [f"texte douteux, {line.doubt}" for line in source.row if line.doubt]
        if cells and max(map(len, cells)) > limits.CELL:
            problems.append("une cellule dépasse la taille qu’un tableur permet")
        yield source.row[0].number, cells, problems


def delimiter_of(lines):
    """The sign that cuts `lines` (Decoded, the first of a file) into the most regular columns; a semicolon when there is but one."""
    best, most = ";", 1.0
    for sign in DELIMITERS:
        widths = Counter(len(cells) for _, cells, problems in rows(iter(lines), sign) if any(cell.strip() for cell in cells))
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        score = width * times / sum(widths.values()) if width > 1 else 1.0
        if score > most:
            best, most = sign, score
    return best
