"""Taking away the list to call: it names people, so who took it is written in the trail."""

from dataclasses import dataclass

from django.db import transaction

from network.audit.services import record
from network.directory.exports import WRITERS
from observatory.quality import COLUMNS, GAPS, Line, lacking


@dataclass(frozen=True)
class Asked:
    """What the writers of `network.directory.exports` ask of a list."""

    columns: list
    many: str


@transaction.atomic
def export_lacking(*, gap, department, kind, by):
    """The sheets that lack what the Gap named `gap` says, as a file of `kind`, csv or xlsx. Returns the response."""
    asked = GAPS[gap]
    lines = [Line(sheet, asked.sort) for sheet in lacking(asked, department)]
    record(by=by, verb="exporter les fiches à compléter", target=by, changes={"liste": [None, asked.title], "lignes": [None, len(lines)]})
    return WRITERS[kind](Asked(COLUMNS, "fiches à compléter"), lines)
