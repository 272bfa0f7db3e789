"""The audit trail, to read."""

from django.contrib import admin

from network.audit.models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    """Who changed what, when; nobody writes here."""

    list_display = ("at", "by", "verb", "label", "content_type")
    list_filter = ("verb", "content_type")
    list_select_related = ("by", "content_type")
    date_hierarchy = "at"
    search_fields = ("label", "by__email", "verb")
    ordering = ("-at", "-pk")
    fields = readonly_fields = ("at", "by", "verb", "content_type", "object_id", "label", "changes")

    def has_add_permission(self, request):
        """Entries are written by services."""
        return False

    def has_change_permission(self, request, obj=None):
        """What happened stays."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What happened stays."""
        return False
