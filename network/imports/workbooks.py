"""The rows of an XLSX workbook: looked at before it is opened, then read row by row.

An archive may unpack to anything, a part may declare entities, a sheet may lie about its size: each is refused or ignored
before openpyxl reads a cell.
"""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from xml.parsers import expat

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from network.imports import limits
from network.imports.errors import UnreadableFile

BROKEN = "Ce classeur est abîmé. Ouvrez-le dans un tableur, enregistrez-le à nouveau en XLSX, puis envoyez ce nouveau fichier."
BOMB = "Ce classeur est refusé : une fois décompressé, il occuperait bien plus de place qu’un tableau. Envoyez les données en CSV."
HIDDEN = "Ce classeur est refusé : il contient des déclarations XML qu’aucun tableur n’écrit."
NO_SHEET = "Ce classeur ne contient aucune feuille de calcul."
OTHERS = {
    "word/": "Ce fichier est un texte (DOCX), pas un tableau. Enregistrez le tableau qu’il contient en XLSX ou en CSV.",
    "ppt/": "Ce fichier est une présentation, pas un tableau. Enregistrez le tableau qu’elle contient en XLSX ou en CSV.",
    "content.xml": "Ce classeur est au format ODS. Enregistrez-le en XLSX ou en CSV, puis envoyez ce nouveau fichier.",
}
CELL_TAG = f"{{{SHEET_MAIN_NS}}}c"


class _Root(Exception):
    """The first element of a part: what may be declared is behind."""


def check(source):
    """Raises UnreadableFile unless the archive is a workbook that may be opened."""
    with source.opened() as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                _check_sizes(archive.infolist())
                names = set(archive.namelist())
                if "xl/workbook.xml" not in names:
                    kind = next((said for part, said in OTHERS.items() if any(name.startswith(part) for name in names)), None)
                    raise UnreadableFile(kind or "Ce fichier est une archive : décompressez-la, puis envoyez le tableau qu’elle contient.")
                for name in names:
                    if name.lower().endswith((".xml", ".rels", ".vml")):
                        _check_prolog(archive, name)
        except UnreadableFile:
            raise
        except Exception:  # of a damaged archive, zipfile and zlib raise nearly anything
            raise UnreadableFile(BROKEN) from None


def _check_sizes(entries):
    if len(entries) > limits.ENTRIES or sum(entry.file_size for entry in entries) > limits.UNPACKED:
        raise UnreadableFile(BOMB)
    for entry in entries:
        if entry.file_size > 1_000_000 and entry.file_size > limits.RATIO * max(entry.compress_size, 1):
            raise UnreadableFile(BOMB)
        if entry.file_size > limits.PART and entry.filename.startswith(
            ("xl/styles", "xl/workbook", "xl/theme", "[Content", "_rels", "xl/_rels")
        ):
            raise UnreadableFile(BOMB)
        if entry.flag_bits & 1:
            raise UnreadableFile("Ce classeur est protégé par un mot de passe : retirez-le, puis envoyez le fichier à nouveau.")


def _check_prolog(archive, name):
    """No part may declare a document type: entities begin there."""
    parser = expat.ParserCreate()

    def refuse(*_):
        raise UnreadableFile(HIDDEN)

    def root(*_):
        raise _Root

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = refuse, root
    try:
        with archive.open(name) as part:
            parser.ParseFile(part)
    except _Root:
        return


class _Cells(WorkSheetParser):
    """Also tells formulas from what is typed."""

    def parse_cell(self, element):
        """The cell, with `formula`: whether the spreadsheet computed it."""
        cell = super().parse_cell(element)
        cell["formula"] = element.find(FORMULA_TAG) is not None
        return cell


class Workbook:
    """`sheets` names what may be read; `rows(sheet)` reads one."""

    def __init__(self, source):
        check(source)
        self.source = source
        self.formulas = 0
        with self._open() as (book, _):
            self.sheets = [sheet.title for sheet in book.worksheets]
        if not self.sheets:
            raise UnreadableFile(NO_SHEET)

    def _open(self):
        return _Opened(self.source)

    def rows(self, sheet=None):
        """(row number, cells as text, problems) of each row that is there."""
        self.formulas = 0
        with self._open() as (book, archive):
            found = book[sheet or self.sheets[0]]
            parser = _Cells(
                None, found._shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )  # fmt: skip
            words = _Words(book)
            with archive.open(found._worksheet_path) as part:
                for number, cells in _parsed(part, parser):
                    yield self._row(number, cells, words)

    def _row(self, number, cells, words):
        problems, texts = [], []
        for cell in cells:
            column = cell["column"]
            if column > limits.COLUMNS:
                if cell["value"] in (None, ""):
                    continue
                raise UnreadableFile(f"Cette feuille a plus de {limits.COLUMNS} colonnes : gardez celles qui servent.")
            texts.extend([""] * (column - len(texts)))
            value = cell["value"]
            if cell["formula"]:
                self.formulas += 1
                if value is None:
                    problems.append("une formule que le tableur n’a pas calculée : enregistrez le fichier depuis un tableur")
            if cell["data_type"] == "e":
                problems.append(f"une cellule en erreur, {value}")
                continue
            text = words.of(value, cell["style_id"])
            if len(text) > limits.CELL:
                problems.append("une cellule dépasse la taille qu’un tableur permet")
            texts[column - 1] = text
        return number, texts, problems


class _Opened:
    """A workbook read only, whatever is wrong in it said as an UnreadableFile."""

    def __init__(self, source):
        self.context = source.opened()

    def __enter__(self):
        stream = self.context.__enter__()
        try:
            self.book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except Exception:  # of a damaged part, openpyxl and its parsers raise nearly anything
            self.context.__exit__(None, None, None)
            raise UnreadableFile(BROKEN) from None
        return self.book, self.book._archive

    def __exit__(self, kind, error, trace):
        self.book._archive = None  # the stream belongs to whoever opened it
        self.context.__exit__(None, None, None)
        if kind is not None and issubclass(kind, Exception) and not issubclass(kind, UnreadableFile):
            raise UnreadableFile(BROKEN) from error


def _parsed(part, parser):
    """(number, cells) of each row of a sheet; what the sheet says of its own size is not read."""
    held, last = 0, 0
    for _, element in iterparse(part, forbid_dtd=True):
        held += 1
        if held > 40 * limits.COLUMNS:
            raise UnreadableFile(f"Cette feuille a plus de {limits.COLUMNS} colonnes, ou n’est pas un tableau.")
        if element.tag == ROW_TAG:
            number, cells = parser.parse_row(element)
            element.clear()
            parser.row_dimensions.clear()
            held = 0
            if not 0 < number <= 2_000_000 or number <= last:
                raise UnreadableFile(BROKEN)
            last = number
            yield number, cells
        elif element.tag not in _INSIDE:
            element.clear()


_INSIDE = {f"{{{SHEET_MAIN_NS}}}{name}" for name in ("c", "v", "f", "is", "t", "r", "rPr", "phoneticPr", "rPh")}


class _Words:
    """Values as a person reads them in the sheet."""

    def __init__(self, book):
        self.zeros = {}
        for style, cell in enumerate(book._cell_styles):
            code = cell.numFmtId
            text = book._number_formats[code - 164] if 164 <= code < 164 + len(book._number_formats) else ""
            if re.fullmatch("0{2,}", text):  # « 00000 »: a postcode shown with its first zero
                self.zeros[style] = len(text)

    def of(self, value, style):
        """The text of a value: whole numbers without a decimal point, dates as 2026-11-24, yes and no in French."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "oui" if value else "non"
        if isinstance(value, float):
            value = int(value) if value.is_integer() and abs(value) < 1e15 else value
        if isinstance(value, int):
            return str(value).zfill(self.zeros.get(style, 0))
        if isinstance(value, datetime):
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
        if isinstance(value, date | time):
            return value.isoformat()
        if isinstance(value, timedelta):
            return str(value)
        return repr(value) if isinstance(value, float) else str(value).replace("_x000D_", "").replace("\r\n", "\n")
