"""The target of a year."""

from django.db import transaction

from network.audit.services import record


@transaction.atomic
def save(*, target, by, changes=None):
    """Save what the team writes of a target."""
    new = target.pk is None
    target.save()
    record(by=by, verb="créer" if new else "modifier", target=target, changes=changes or {})
    return target
