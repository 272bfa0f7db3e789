"""Writing the audit trail."""

from network.audit.models import Entry


def record(*, by, verb, target, changes=None):
    """Write that `by` (a User, or None for the system) did `verb` to `target`; call it inside the act's transaction.

    `changes` maps a field name to `[before, after]`, both JSON-ready. Never put a password, a token or a
    person's private data in it. Returns the Entry.
    """
    person = by if by is not None and by.pk else None
    return Entry.objects.create(by=person, verb=verb, target=target, label=str(target)[:250], changes=changes or {})
