"""Reading the CSV that a French bank exports: whatever stands above the headings, debit and credit apart or one signed amount."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from network.imports.errors import UnreadableFile
from network.imports.headings import key
from network.imports.tables import read_table

# Headings of the exports of French banks, as `headings.key` compares them; the first that is there serves.
DATES = (
    "date de comptabilisation", "date comptable", "date operation", "date d operation", "date de l operation", "date ope", "date",
    "date de valeur", "date valeur", "dateop", "dateval",
)  # fmt: skip
CREDITS = ("credit", "credit euros", "credit eur", "montant credit", "credits", "recettes")
DEBITS = ("debit", "debit euros", "debit eur", "montant debit", "debits", "depenses")
AMOUNTS = ("montant", "montant euros", "montant eur", "montant de l operation", "montant operation", "amount")
LABELS = (
    "libelle simplifie", "libelle operation", "libelle de l operation", "libelle", "libelles", "libelle complet", "nature de l operation",
    "intitule", "label", "tiers", "nom du tiers", "donneur d ordre", "emetteur", "reference", "reference operation",
    "informations complementaires", "information complementaire", "detail", "details", "communication", "motif", "commentaire",
)  # fmt: skip
KNOWN = (*DATES, *CREDITS, *DEBITS, *AMOUNTS, *LABELS)
FORMATS = ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d-%m-%y", "%Y-%m-%d %H:%M:%S")
AMOUNT = re.compile(r"[+-]?\d+(\.\d{1,2})?")


@dataclass(frozen=True)
class Line:
    """Money that came in, as the file says it."""

    row: int
    done_on: date
    label: str
    amount: Decimal
    fingerprint: str


@dataclass
class Statement:
    """What a file holds: money that came in, how many lines went out, and `problems`, [(line of the file, why it is not read)]."""

    lines: list
    out: int
    problems: list


def read_statement(content, name):
    """The Statement in `content` (octets). Raises UnreadableFile, said in French."""
    table = read_table(content, name, known=KNOWN)
    keys = [key(heading) for heading in table.headings]
    day, credit, debit, amount = (_column(keys, names) for names in (DATES, CREDITS, DEBITS, AMOUNTS))
    labels = [at for at, heading in enumerate(keys) if heading in LABELS]
    if day is None or (credit is None and amount is None) or not labels:
        raise UnreadableFile(
            "Ce fichier ne ressemble pas à un relevé\u00a0: il faut une colonne de date, une de libellé, et une de crédit ou de montant. "
            f"Colonnes lues\u00a0: {', '.join(table.headings[:12])}."
        )
    found, seen = Statement([], 0, []), {}
    for row in table.rows():
        if row.problems:  # a stray quote, a semicolon in a label: no column is sure any more
            found.problems.append((row.line, ", ".join(row.problems)))
            continue
        cells = [cell.strip() for cell in row.cells]
        text = credit if credit is not None and (cells[credit] or amount is None) else amount
        written = cells[text] or ("0" if debit is not None and cells[debit] else "")
        if not cells[day] and not written:
            continue  # a total, a note below the table
        done_on, value = _day(cells[day]), _amount(written)
        if done_on is None or value is None:
            wrong = f"date «\u00a0{cells[day]}\u00a0»" if done_on is None else f"montant «\u00a0{written}\u00a0»"
            found.problems.append((row.line, f"{wrong} illisible"))
        elif value <= 0:
            found.out += 1
        else:
            label = " · ".join(dict.fromkeys(" ".join(cells[at].split()) for at in labels if cells[at]))[:500]
            same = (done_on, value, label)
            seen[same] = seen.get(same, 0) + 1
            mark = sha256(f"{done_on} {value:.2f} {label} {seen[same]}".encode()).hexdigest()
            found.lines.append(Line(row.line, done_on, label, value, mark))
    return found


def _column(keys, names):
    return next((keys.index(name) for name in names if name in keys), None)


def _day(text):
    for written in FORMATS:
        try:
            found = datetime.strptime(text, written).date()
        except ValueError:
            continue
        return found if 2000 <= found.year <= 2100 else None
    return None


def _amount(text):
    """« 1 234,56 », « +1.234,56 € », « 1234.56 »: in euros; None when it cannot be read."""
    plain = re.sub(r"[\s\u00a0\u202f€']|EUR", "", text).replace("\u2212", "-")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        return Decimal(plain) if AMOUNT.fullmatch(plain) and len(plain) < 14 else None
    except InvalidOperation:
        return None
