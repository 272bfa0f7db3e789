"""Exports of exactly what a list shows: CSV for a French spreadsheet, XLSX, GeoJSON."""

import csv
import json
from decimal import Decimal
from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from network.ui.cells import CONTROL, guarded

CHUNK = 250


def respond(shown, kind):
    """The export of `shown` (a Shown) as `kind`, one of WRITERS, as a download named after the list and the day."""
    directory = shown.directory
    name = f"{directory.file_name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response = WRITERS[kind](directory, records(directory, shown.statement.ids()))
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def records(directory, ids):
    """The things of `ids` in that order, read by chunks."""
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        found = {thing.pk: thing for thing in directory.export_queryset().filter(pk__in=chunk)}
        for pk in chunk:
            if pk in found:
                thing = found.pop(pk)
                yield thing
                # What was read beside a thing points back to it: cut, so that the memory is free at once and not some day.
                getattr(thing, "_prefetched_objects_cache", {}).clear()


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value):
        return value


def as_csv(directory, things):
    """UTF-8 with a byte order mark, semicolons: opens right in a French spreadsheet."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")

    def lines():
        yield "\ufeff" + writer.writerow([label for label, _ in directory.columns])
        for thing in things:
            yield writer.writerow([guarded(read(thing)) for _, read in directory.columns])

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")


def as_xlsx(directory, things):
    """One sheet, headings in bold; every cell is text or a number, never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(directory.many.capitalize())
    sheet.freeze_panes = "A2"
    headings = [WriteOnlyCell(sheet, label) for label, _ in directory.columns]
    for cell in headings:
        cell.font = Font(bold=True)
    sheet.append(headings)
    for thing in things:
        sheet.append([_cell(sheet, read(thing)) for _, read in directory.columns])
    file = TemporaryFile()  # noqa: SIM115 – the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def _cell(sheet, value):
    if isinstance(value, int | float | Decimal):
        return value
    cell = WriteOnlyCell(sheet, CONTROL.sub("", "" if value is None else str(value)))
    cell.data_type = "s"
    return cell


def as_geojson(directory, things):
    """A FeatureCollection (RFC 7946): one feature a thing; one without a known place has a null geometry."""

    def parts():
        yield '{"type": "FeatureCollection", "features": ['
        for n, thing in enumerate(things):
            feature = {
                "type": "Feature",
                "geometry": directory.geometry(thing),
                "properties": {label: read(thing) for label, read in directory.columns},
            }
            yield (",\n" if n else "\n") + json.dumps(feature, ensure_ascii=False)
        yield "\n]}\n"

    return StreamingHttpResponse(parts(), content_type="application/geo+json")


WRITERS = {"csv": as_csv, "xlsx": as_xlsx, "geojson": as_geojson}
