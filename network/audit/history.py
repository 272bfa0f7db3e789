"""The history page of an object in the admin: the audit trail."""

from django.contrib import admin

from network.audit.models import Entry


class AuditedAdmin(admin.ModelAdmin):
    """An admin whose history is what services did, wherever it was asked."""

    object_history_template = "audit/history.html"

    def history_view(self, request, object_id, extra_context=None):
        """The entries about this object, latest first."""
        thing = self.get_object(request, object_id)
        entries = Entry.objects.about(thing).select_related("by") if thing else Entry.objects.none()
        return super().history_view(request, object_id, {"entries": entries[:200], **(extra_context or {})})
