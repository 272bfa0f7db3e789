"""Reading the CSV files: a mistake in one names the file and the line, in French, before anything is written."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.text import slugify


class WrongFile(Exception):
    """A file that cannot be loaded; the message is for the person who runs the command."""


@dataclass(frozen=True)
class Row:
    """One line of a file, read by column name."""

    path: Path
    line: int
    values: dict

    def __getitem__(self, column):
        return self.values[column].strip()

    def wrong(self, message):
        """The error to raise about this line."""
        return WrongFile(f"{self.path.name}, ligne {self.line} : {message}")

    def number(self, column, kind=int):
        """The column as an int (or another `kind`); raises WrongFile when it is not one."""
        try:
            return kind(self[column])
        except ValueError:
            raise self.wrong(f"« {self[column]} » n’est pas un nombre ({column}).") from None

    def position(self):
        """Longitude and latitude in degrees, both None when both are empty."""
        if not self["lon"] and not self["lat"]:
            return None, None
        longitude, latitude = self.number("lon", float), self.number("lat", float)
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise self.wrong(f"({longitude}, {latitude}) n’est pas un point de la Terre.")
        return longitude, latitude

    def yes(self, column):
        """Whether the column says « oui »; raises WrongFile on anything but « oui » and « non »."""
        if self[column] not in {"oui", "non"}:
            raise self.wrong(f"« oui » ou « non » attendu, pas « {self[column]} » ({column}).")
        return self[column] == "oui"

    def several(self, column):
        """The values of a column that separates them by vertical bars."""
        return [value.strip() for value in self[column].split("|") if value.strip()]

    def one_of(self, column, known):
        """The column's value, which must be in `known`."""
        if self[column] not in known:
            raise self.wrong(f"« {self[column]} » est inconnu ({column}).")
        return self[column]

    def checked(self, thing):
        """`thing` once its own fields are valid (lengths, formats); raises WrongFile otherwise."""
        try:
            thing.clean_fields(exclude=[field.name for field in thing._meta.fields if field.is_relation])
        except ValidationError as error:
            field, messages = next(iter(error.message_dict.items()))
            raise self.wrong(f"{field} : {' '.join(messages)}") from None
        return thing


def read(path, columns, key):
    """The rows of a CSV file in UTF-8 that has at least `columns`; the value of `key` (if any) occurs once.

    Raises WrongFile: no such file, not UTF-8, a column or a value missing or too many, a key twice, no row at all.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = _rows(path, csv.DictReader(file, strict=True), columns)
    except FileNotFoundError:
        raise WrongFile(f"{path.name} : le fichier n’existe pas.") from None
    except UnicodeDecodeError as error:
        raise WrongFile(f"{path.name} : l’octet {error.start} n’est pas de l’UTF-8.") from None
    seen = {}
    for row in rows if key else []:
        if seen.setdefault(row[key], row) is not row:
            raise row.wrong(f"« {row[key]} » est déjà à la ligne {seen[row[key]].line} ({key}).")
    if not rows:
        raise WrongFile(f"{path.name} : aucune ligne.")
    return rows


def _rows(path, reader, columns):
    rows = []
    try:
        missing = [column for column in columns if column not in (reader.fieldnames or [])]
        if missing:
            raise WrongFile(f"{path.name}, ligne 1 : il manque la colonne {', '.join(missing)}.")
        for values in reader:
            row = Row(path, reader.line_num, values)
            if None in values or None in values.values():
                raise row.wrong(f"{len(reader.fieldnames)} valeurs attendues.")
            if "\0" in "".join(values.values()):
                raise row.wrong("caractère nul.")
            rows.append(row)
    except csv.Error as error:
        raise WrongFile(f"{path.name}, ligne {reader.line_num} : {error}.") from None
    return rows


def typographic(text):
    """French apostrophes: « L'Île-d'Yeu » is « L’Île-d’Yeu »."""
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


def address(text):
    """`text` as it stands in an address: « Côte d’Ivoire » is « cote-d-ivoire »."""
    return slugify(text.replace("’", "-").replace("'", "-").replace("œ", "oe"))
