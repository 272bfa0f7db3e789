"""Any CSV or XLSX file as a table: `read_table(file, name)`, for whoever reads what people send.

Nothing is guessed in silence: what the file says of itself is in `warnings`, what is doubtful in a row is in its `problems`.
Rows are read as they are asked for, so that the memory used does not grow with the file.
"""

from dataclasses import dataclass, field
from itertools import islice

from network.imports import decoding, delimited, headings, limits
from network.imports.errors import UnreadableFile
from network.imports.sources import Source
from network.imports.workbooks import Workbook


@dataclass(slots=True)
class Row:
    """One row: the line of the file on which it begins, one text a heading, and what is wrong with it."""

    line: int
    cells: list
    problems: list


@dataclass
class Table:
    """A file that can be read. `rows()` reads it from the start each time it is called.

    `beginning` is [(line, cells)], the first rows as they are, for a person who says that the headings are elsewhere.
    """

    name: str
    format: str
    headings: list
    header_line: int
    beginning: list
    warnings: list
    encoding: str = ""
    delimiter: str = ""
    sheets: list = field(default_factory=list)
    sheet: str = ""
    sign: str = ""  # what separates the cells
    length: int = 0  # physical lines, when they are known before they are read
    _read: object = None

    def rows(self):
        """Each Row below the headings that is not empty. Raises UnreadableFile where the file cannot be read further."""
        width, count = len(self.headings), 0
        for line, cells, problems in self._read():
            if line <= self.header_line or not (problems or any(cell.strip() for cell in cells)):
                continue
            count += 1
            if count > limits.ROWS:
                raise UnreadableFile(f"Ce fichier a plus de {limits.ROWS} lignes : partagez-le en plusieurs.")
            if any("\x00" in cell for cell in cells):
                cells, problems = [cell.replace("\x00", "") for cell in cells], [*problems, "un caractère nul"]
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                problems = [*problems, f"{len(cells)} cellules pour {width} colonnes"]
            if len(cells) < width and self.sign and any("\n" in cell and self.sign in cell for cell in cells):
                problems = [*problems, "un guillemet mal placé a réuni plusieurs lignes en une"]
            yield Row(line, [*cells[:width], *[""] * (width - len(cells))], problems)

    def sample(self, count=5):
        """The first rows."""
        return list(islice(self.rows(), count))

    @property
    def described(self):
        """« CSV, UTF-8, point-virgule »."""
        return ", ".join(part for part in (self.format, self.encoding, self.delimiter, self.sheet and f"feuille « {self.sheet} »") if part)


def read_table(file, name="", *, header_line=None, sheet=None, encoding=None, known=()):
    """The Table in `file` (octets, a path, or an open binary file that can be sought). Raises UnreadableFile, said in French.

    `name` is what the person calls it; its content alone says what it is. `header_line`: the line of the headings when the
    person chose it; else it is looked for, by the keys in `known` (see `headings.key`) when there are some. `sheet`: that of
    a workbook. `encoding`: one of `decoding.CHOICES`, when the person knows better.
    """
    if encoding and encoding not in decoding.CHOICES:
        raise UnreadableFile("Cet encodage n’est pas proposé.")
    source = Source(file)
    if source.is_workbook():
        return _workbook(source, name, header_line, sheet, known)
    return _text(source, name, header_line, encoding, known)


def _text(source, name, header_line, encoding, known):
    found = decoding.survey(source, encoding)
    first = list(islice(decoding.lines(source, found), limits.HEAD * 4))
    delimiter = delimited.delimiter_of(first)
    warnings = []
    if len(found.used) - ("ascii" in found.used) > 1:
        warnings.append(
            f"Ce fichier mêle plusieurs encodages ({found.label}) : chaque ligne est lue selon le sien. Vérifiez les accents ci-dessous."
        )
    if not encoding and found.fallback != "cp1252":
        warnings.append(
            f"Ce fichier semble venir d’un système ancien ({decoding.NAMES[found.fallback]}) : vérifiez les accents, "
            "ou enregistrez-le en CSV UTF-8."
        )

    def read():
        return delimited.rows(decoding.lines(source, found), delimiter)

    shown = {"encoding": found.label, "delimiter": delimited.DELIMITERS[delimiter], "sign": delimiter, "length": found.lines}
    return _table(name, "CSV", read, header_line, known, warnings, **shown)


def _workbook(source, name, header_line, sheet, known):
    book = Workbook(source)
    if sheet and sheet not in book.sheets:
        raise UnreadableFile(f"Ce classeur n’a pas de feuille « {sheet} ».")
    sheet = sheet or next((one for one in book.sheets if any(any(cells) for _, cells, _ in islice(book.rows(one), 20))), book.sheets[0])
    warnings = []
    if len(book.sheets) > 1:
        warnings.append(f"Ce classeur a {len(book.sheets)} feuilles : seule « {sheet} » est lue.")
    table = _table(name, "XLSX", lambda: book.rows(sheet), header_line, known, warnings, sheets=book.sheets, sheet=sheet)
    if book.formulas:
        table.warnings.append("Des cellules sont des formules : c’est la valeur calculée par le tableur qui est lue.")
    return table


def _table(name, format, read, header_line, known, warnings, **shown):
    beginning = list(islice(read(), limits.HEAD))
    if not any(any(cell.strip() for cell in cells) for _, cells, _ in beginning):
        raise UnreadableFile("Ce fichier ne contient aucune ligne remplie.")
    if header_line is None:
        header = beginning[headings.find(beginning, known)]
    else:
        header = next((row for row in beginning if row[0] == header_line), None)
        if header is None:
            raise UnreadableFile(f"La ligne {header_line} n’est pas parmi les premières de ce fichier : choisissez une ligne de titres.")
    below = [cells for line, cells, _ in beginning if line > header[0]]
    names, said = headings.name(header[1], below)
    if not names:
        raise UnreadableFile("La ligne choisie ne contient aucun titre de colonne.")
    if header[2]:
        said.append(f"Ligne des titres, {header[2][0]}.")
    above = [line for line, cells, _ in beginning if line < header[0] and any(cells)]
    if above and header_line is None:
        said.append(f"Les titres des colonnes sont à la ligne {header[0]} : ce qui précède n’est pas lu.")
    start = [(line, cells) for line, cells, _ in beginning]
    return Table(name, format, names, header[0], start, [*warnings, *said], _read=read, **shown)
