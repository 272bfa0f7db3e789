"""Exports of the lists of the team's desk: what was selected there, under the columns that the list shows."""

from dataclasses import dataclass
from html import unescape

from django.contrib import admin
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import capfirst, slugify

from network.directory.exports import WRITERS


@dataclass(frozen=True)
class Selection:
    """What the writers of `exports` ask of a list."""

    columns: list
    many: str


@admin.action(description="Exporter en XLSX", permissions=["view"])
def export_xlsx(desk, request, queryset):
    """A workbook of the selected lines."""
    return _respond(desk, request, queryset, "xlsx")


@admin.action(description="Exporter en CSV", permissions=["view"])
def export_csv(desk, request, queryset):
    """The selected lines for a French spreadsheet."""
    return _respond(desk, request, queryset, "csv")


def _respond(desk, request, queryset, kind):
    many = str(desk.opts.verbose_name_plural)
    columns = [_column(desk, name) for name in desk.get_list_display(request) if name != "action_checkbox"]
    response = WRITERS[kind](Selection(columns, many), queryset.iterator(chunk_size=500))
    response["Content-Disposition"] = f'attachment; filename="{slugify(many)}-{timezone.localdate():%Y-%m-%d}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _column(desk, name):
    return capfirst(str(label_for_field(name, desk.model, desk))), lambda thing: _cell(desk, name, thing)


def _cell(desk, name, thing):
    try:
        field, _, value = lookup_field(name, thing, desk)
    except ObjectDoesNotExist:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if value is None:
        return ""
    if field is not None and field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(field, models.DateField):
        return value.isoformat()
    return value if isinstance(field, models.IntegerField | models.DecimalField) else unescape(strip_tags(str(value)))
