"""The rows of a text file whose cells are separated by a sign."""

import csv
from collections import Counter

from network.imports import limits
from network.imports.errors import UnreadableFile

csv.field_size_limit(limits.LINE)
DELIMITERS = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}


def rows(lines, delimiter):
    """(first physical line, cells, problems) of each row. A row whose quotes are wrong has no cells, and says so."""
    doubts, fed = {}, [0, 0]  # fed: physical lines handed to the reader, and the line where the row in the reading began

    def feed():
        for line in lines:
            fed[0] = line.number
            if line.doubt:
                doubts[line.number] = line.doubt
            if line.number - fed[1] > limits.SPAN:
                raise UnreadableFile(
                    f"Ligne {fed[1]} : un guillemet s’ouvre et ne se referme pas. "
                    "Doublez les guillemets qui sont dans le texte, ou enregistrez à nouveau le fichier depuis un tableur."
                )
            yield f"{line.text}\n"

    source = feed()
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        fed[1] = first = fed[0] + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            last = fed[0]
            where = f"de la ligne {first} à la ligne {last}" if last > first else f"ligne {first}"
            yield first, [], [f"guillemets mal placés, {where} : le contenu n’a pas pu être lu"]
            reader = csv.reader(source, delimiter=delimiter, strict=True)
            continue
        problems = []
        if doubts:
            problems = [f"texte douteux, {doubts.pop(number)}" for number in sorted(doubts) if first <= number <= fed[0]]
        if cells and max(map(len, cells)) > limits.CELL:
            problems.append("une cellule dépasse la taille qu’un tableur permet")
        yield first, cells, problems


def delimiter_of(lines):
    """The sign that cuts `lines` (Decoded, the first of a file) into the most regular columns; a semicolon when there is but one."""
    best, most = ";", 1.0
    for sign in DELIMITERS:
        try:
            widths = Counter(len(cells) for _, cells, problems in rows(iter(lines), sign) if any(cell.strip() for cell in cells))
        except UnreadableFile:
            continue
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        score = width * times / sum(widths.values()) if width > 1 else 1.0
        if score > most:
            best, most = sign, score
    return best
