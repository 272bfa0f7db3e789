"""The audit trail, to read."""

from django.contrib import admin

from network.audit.models import Entry
from network.ui.read_only import ReadOnly


@admin.register(Entry)
class EntryAdmin(ReadOnly, admin.ModelAdmin):
    """Who changed what, when; nobody writes here."""

    list_display = ("at", "by", "verb", "label", "content_type")
    list_filter = ("verb", "content_type")
    list_select_related = ("by", "content_type")
    date_hierarchy = "at"
    search_fields = ("label", "by__email", "verb")
    ordering = ("-at", "-pk")
    fields = readonly_fields = ("at", "by", "verb", "content_type", "object_id", "label", "changes")
