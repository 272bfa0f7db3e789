"""The history page of an object in the admin: the audit trail."""

from django.contrib import admin
from django.db import connection

from network.audit.models import Entry


class AuditedAdmin(admin.ModelAdmin):
    """An admin whose history is what services did, wherever it was asked."""

    object_history_template = "audit/history.html"

    def history_view(self, request, object_id, extra_context=None):
        """The entries about this object, latest first."""
        thing = self.get_object(request, object_id)
        entries = Entry.objects.about(thing).select_related("by") if thing else Entry.objects.none()
        return super().history_view(request, object_id, {"entries": entries[:200], **(extra_context or {})})


class LockedAdmin(AuditedAdmin):
    """An audited admin that reads what it is about to write under a lock: what somebody saved meanwhile is not undone unseen.

    With a GuardedForm, a page that grew old is told. The lock lets rows that point to the thing be written meanwhile: somebody
    who registers holds the places and then names the event, while this page holds the event and then asks for the places.
    """

    def get_object(self, request, object_id, from_field=None):
        """Read again under the lock by the one who saves; pages that write nothing hold none."""
        thing = super().get_object(request, object_id, from_field)
        if thing is not None and writes(request):
            thing.refresh_from_db(from_queryset=type(thing)._base_manager.select_for_update(of=("self",), no_key=True))
        return thing


def writes(request):
    """Whether this request saves what it reads."""
    return request.method == "POST" and connection.in_atomic_block


def read_to_write(request, rows):
    """The rows of an inline, under the same lock."""
    return rows.select_for_update(of=("self",)) if writes(request) else rows
