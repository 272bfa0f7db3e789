"""Writing the audit trail, and forgetting who is behind its old lines."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from network.audit.models import Entry


def record(*, by, verb, target, changes=None):
    """Write that `by` (a User, or None for the system) did `verb` to `target`; call it inside the act's transaction.

    `changes` maps a field name to `[before, after]`, both JSON-ready. Never put a password, a token or a
    person's private data in it. Returns the Entry.
    """
    person = by if by is not None and by.pk else None
    return Entry.objects.create(by=person, verb=verb, target=target, label=str(target)[:250], changes=changes or {})


def forget():
    """Take the person out of the lines that are older than `KEPT_YEARS["trail"]`: what was done stays. Returns how many."""
    limit = timezone.now() - timedelta(days=round(365.25 * settings.KEPT_YEARS["trail"]))
    return Entry.objects.filter(at__lt=limit).exclude(by=None).update(by=None)
