"""Who was there, marked by hand, on a tablet or from a QR code."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from events.enums import MarkMeans, RegistrationState
from events.models import Attendance, Registration, Signature
from events.rollcall import opens
from events.services.seats import RegistrationError
from network.audit.services import record
from network.ui.french import day


@transaction.atomic
def mark(*, registration, slot, present, by, means=MarkMeans.DESK, at=None):
    """Say that a confirmed person was, or was not, at a slot. Said again, the last word counts. Returns the Attendance.

    `at`: when it was seen, by the clock of the device that saw it, which may have been offline for a while. A mark seen before
    the one that is kept changes nothing.
    """
    current = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if current.state != RegistrationState.CONFIRMED:
        raise RegistrationError(
            f"L’inscription de {current.name} est «\u00a0{current.get_state_display()}\u00a0»\u00a0: elle ne se pointe pas."
        )
    at = min(at or timezone.now(), timezone.now())
    kept = Attendance.objects.filter(registration=current, slot=slot).first() or Attendance(registration=current, slot=slot)
    if kept.pk and kept.marked_at > at:
        return kept
    if not present and Signature.objects.filter(registration=current, slot=slot).exists():
        raise RegistrationError(f"{current.name} a signé\u00a0: effacez d’abord son pointage, la signature part avec lui.")
    kept.mark = "present" if present else "absent"
    kept.means, kept.marked_at, kept.marked_by = means, at, by
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError:
        raise RegistrationError("Cette séance n’est pas de cette rencontre.") from None
    return kept


@transaction.atomic
def welcome(*, registration, slot, present, by, means=MarkMeans.TABLET, at=None):
    """Mark somebody at the door, where people come before it begins: from the day of the slot on. Returns the Attendance."""
    if slot.event_id == registration.event_id and not opens(slot, timezone.now()):
        raise RegistrationError(f"Cette séance est le {day(slot.starts_at)}\u00a0: on pointe à partir de ce jour-là.")
    return mark(registration=registration, slot=slot, present=present, by=by, means=means, at=at)


@transaction.atomic
def mark_begun(*, registration, slots, present, by, means=MarkMeans.DESK):
    """Mark a person at those of `slots`, all begun, that are of their event. Raises RegistrationError when none is."""
    mine = [slot for slot in slots if slot.event_id == registration.event_id]
    if not mine:
        raise RegistrationError("La rencontre n’a pas commencé\u00a0: on ne pointe que ce qui a eu lieu.")
    for slot in mine:
        mark(registration=registration, slot=slot, present=present, by=by, means=means)
    record(by=by, verb="pointer", target=registration, changes={"pointage": [None, "présence" if present else "absence"]})


@transaction.atomic
def unmark(*, registration, by):
    """Take the marks of a person back, and what they signed, so that the registration may be cancelled."""
    Signature.objects.filter(registration=registration).delete()
    count, _ = Attendance.objects.filter(registration=registration).delete()
    record(by=by, verb="effacer le pointage", target=registration, changes={"pointages": [count, 0]})
    return count
