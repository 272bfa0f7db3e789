"""The secret address of one's own calendar: given, renewed, revoked."""

from django.db import transaction

from events.models import CalendarKey
from events.models.calendar_key import new_number
from network.audit.services import record


@transaction.atomic
def give(*, by):
    """An address for the calendar of `by`; whoever has one gets a new one, and the one before is closed. Returns the CalendarKey."""
    key, _ = CalendarKey.objects.update_or_create(user=by, defaults={"number": new_number()})
    record(by=by, verb="renouveler l’adresse de son calendrier", target=key)
    return key


@transaction.atomic
def revoke(*, by):
    """Close the address of the calendar of `by`, if there is one."""
    key = CalendarKey.objects.select_for_update().filter(user=by).first()
    if key is not None:
        record(by=by, verb="fermer l’adresse de son calendrier", target=key)
        key.delete()
