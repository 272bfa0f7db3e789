"""Segments: kept criteria, and an export that leaves a trace."""

from django.db import transaction

from crm.officials import COLUMNS as OFFICIALS
from crm.officials import without_official
from crm.segments import COLUMNS, lines
from network.audit.services import record
from network.directory.exports import as_xlsx


class Sheet:
    """What the writer of workbooks asks of a list: the name of its sheet and its columns."""

    def __init__(self, many, columns):
        self.many, self.columns = many, columns


@transaction.atomic
def save_segment(*, segment, by, changes=None):
    """Add or change a segment; its many-to-many criteria are set by whoever saves the form."""
    new = segment.pk is None
    if new:
        segment.by = by
    segment.save()
    record(by=by, verb="créer" if new else "modifier", target=segment, changes=changes)
    return segment


@transaction.atomic
def export_segment(*, segment, by):
    """The workbook of a segment with the people known there, as a response; who took it is written in the trail."""
    found = list(lines(segment))
    record(by=by, verb="exporter", target=segment, changes={"lignes": [None, len(found)]})
    return as_xlsx(Sheet("acteurs", COLUMNS), found)


@transaction.atomic
def export_officials(*, election, by):
    """The authorities without a known official since `election`, as a response; who took the list is written in the trail."""
    found = list(without_official(election)) if election else []
    if election:
        record(by=by, verb="exporter", target=election, changes={"lignes": [None, len(found)]})
    return as_xlsx(Sheet("collectivités", OFFICIALS), found)
