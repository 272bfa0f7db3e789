"""Pages that several people may edit at once: what somebody saved meanwhile is said before it is replaced."""

from network.audit.history import AuditedAdmin


class GuardedAdmin(AuditedAdmin):
    """An audited admin whose object is read under a lock when it is about to be written; its form is a GuardedForm."""

    def get_object(self, request, object_id, from_field=None):
        """Locked by the one who saves, and read again once the lock is held."""
        thing = super().get_object(request, object_id, from_field)
        if thing is not None and request.method == "POST":
            type(thing)._base_manager.select_for_update(of=("self",)).get(pk=thing.pk)
            thing.refresh_from_db()
        return thing
