"""Open data: each table as CSV, XLSX or JSON, and the dictionary that says what its columns hold."""

import csv
import json
from decimal import Decimal
from io import BytesIO, StringIO

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from network.ui.cells import guarded
from observatory.enums import Sort

COLUMNS = (
    ("code", "texte", "La valeur, telle qu’elle s’écrit dans les adresses du portail ; « inconnu » quand les fiches ne disent rien."),
    ("libelle", "texte", "La valeur en toutes lettres."),
    ("projets", "nombre", "Projets publiés qui répondent aux filtres et portent cette valeur."),
    (
        "acteurs",
        "nombre",
        "Acteurs publiés qui participent à ces projets, comme porteurs ou partenaires ; vide si le tableau ne les compte pas. "
        "Par collège, type, département et intercommunalité : les acteurs qui ont eux-mêmes cette valeur.",
    ),
    (
        "soutiens_connus",
        "nombre",
        "Projets dont au moins un soutien accordé est connu\u00a0; vide par année, où un projet entier compte plusieurs fois.",
    ),
    (
        "soutiens_euros",
        "euros",
        "Somme des soutiens accordés connus ; ceux dont les sources diffèrent n’y sont pas.",
    ),
    ("budgets_connus", "nombre", "Projets dont le budget total est connu."),
    ("budgets_euros", "euros", "Somme des budgets connus."),
)
CROSSED = (
    ("code_ligne", "texte", "La valeur de la ligne, telle qu’elle s’écrit dans les adresses du portail."),
    ("ligne", "texte", "La valeur de la ligne en toutes lettres."),
    ("thematique", "texte", "La thématique de premier niveau."),
    ("projets", "nombre", "Projets publiés qui répondent aux filtres et portent les deux."),
)
COMPARED = (
    ("sorte", "texte", "Ce qui est compté\u00a0: « project » ou « actor »."),
    ("tableau", "texte", "Le tableau ; vide pour l’ensemble."),
    ("code", "texte", "La valeur de la ligne, telle qu’elle s’écrit dans les adresses du portail."),
    ("libelle", "texte", "La valeur en toutes lettres."),
    ("avant", "nombre", "Ce que comptait le premier instantané."),
    ("entres", "nombre", "Fiches publiées depuis."),
    ("sortis", "nombre", "Fiches qui ne sont plus publiées."),
    ("reclasses_ici", "nombre", "Fiches publiées aux deux dates, qui portent désormais cette valeur."),
    ("reclasses_ailleurs", "nombre", "Fiches publiées aux deux dates, qui ne la portent plus."),
    ("apres", "nombre", "Ce que compte le second\u00a0: avant + entrés - sortis + reclassés ici - reclassés ailleurs."),
)


def records(table):
    """The lines of a Table, under COLUMNS."""
    return [record(row.value, row.label, row.actors, row.sum) for row in table.rows]


def record(value, label, actors, found):
    """A line, under COLUMNS; `found` is a Sum."""
    granted, budget = _euros(found.granted, found.granted_known), _euros(found.budget, found.budget_known)
    return [value, label, found.projects, actors, found.granted_known, granted, found.budget_known, budget]


def crossed(crossing):
    """The lines of a Crossing, under CROSSED: those that hold something."""
    return [
        [value, label, theme, n]
        for value, (label, _, cells) in zip(crossing.values, crossing.lines, strict=True)
        for (theme, _), (n, *_) in zip(crossing.columns, cells, strict=True)
        if n
    ]


def compared(comparison):
    """The lines of a Comparison, under COMPARED: the wholes, then every line of every table."""
    for sort in Sort:
        lines = [("", comparison.total(sort)), *((table["name"], line) for table, found in comparison.tables(sort) for line in found)]
        for name, line in lines:
            moves = (line.entered, line.left, line.gained, line.lost)
            yield [sort.value, name, line.value, line.label, line.before, *moves, line.after]


def _euros(amount, known):
    return float(amount) if known else None


def licence():
    """The words and the address of the licence, as the network set them."""
    return {"name": settings.OPEN_DATA["licence"], "url": settings.OPEN_DATA["url"]}


def respond(kind, name, title, columns, lines, filters, address, snapshot=None):
    """The lines as `kind`, one of WRITERS, a download named after the table and the day, or the snapshot that holds them."""
    taken = timezone.localtime(snapshot.taken_at if snapshot else None)
    which = f"instantane-{snapshot.number}-{name}" if snapshot else f"{name}-{taken:%Y-%m-%d}"
    about = {
        "tableau": title,
        "filtres": {label: words for label, words in filters},
        "adresse": settings.SITE_URL + address,
        "extrait_le": taken.isoformat(timespec="seconds"),
        **({"instantane": snapshot.number} if snapshot else {}),
        "source": settings.NETWORK["name"],
        "licence": licence(),
    }
    response = WRITERS[kind](about, columns, lines)
    response["Content-Disposition"] = f'attachment; filename="observatoire-{which}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def as_csv(about, columns, lines):
    """UTF-8 with a byte order mark, semicolons: opens right in a French spreadsheet."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([name for name, *_ in columns])
    writer.writerows([_french(guarded(value)) for value in line] for line in lines)
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")


def _french(value):
    return str(value).replace(".", ",") if isinstance(value, float | Decimal) else value


def as_xlsx(about, columns, lines):
    """The table, then what it is and what its columns hold."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tableau")
    sheet.freeze_panes = "A2"
    _heading(sheet, [name for name, *_ in columns])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    more = book.create_sheet("Lisez-moi")
    for label, value in about.items():
        if isinstance(value, dict):
            value = " ; ".join(f"{key} : {words}" for key, words in value.items() if words)
        more.append([_cell(more, label), _cell(more, value)])
    _heading(more, ["colonne", "sorte", "ce qu’elle contient"])
    for column in columns:
        more.append([_cell(more, text) for text in column])
    out = BytesIO()
    book.save(out)
    return HttpResponse(out.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def _heading(sheet, words):
    cells = [WriteOnlyCell(sheet, text) for text in words]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)


def _cell(sheet, value):
    if value is None or isinstance(value, int | float):
        return value
    cell = WriteOnlyCell(sheet, str(value))
    cell.data_type = "s"
    return cell


def as_json(about, columns, lines):
    """What it is, its columns, its rows as objects."""
    names = [name for name, *_ in columns]
    described = [{"nom": name, "sorte": sort, "description": words} for name, sort, words in columns]
    rows = [dict(zip(names, line, strict=True)) for line in lines]
    text = json.dumps({**about, "colonnes": described, "lignes": rows}, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json")


WRITERS = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}
