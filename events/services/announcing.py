"""What those registered are told, once each: a change of date, place or format; a cancellation; a message of the team.

An announcement and its recipients are written in one transaction, whatever their number; a task then writes the e-mails, batch by
batch. Each recipient is locked while their e-mail becomes a row: a worker killed in the middle tells nobody twice and forgets nobody.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from events.enums import ACTIVE, AnnouncementKind, CancelCause, EventState, RegistrationState
from events.models import Announcement, Attendance, Event, Recipient, Registration, Seating, TalkChoice
from events.services import letters
from events.services.facts import LABELS, facts
from network.audit.services import record
from network.publishing import publish_on_commit

BATCH = 100
TASK = "events.write_announcement"
SAID_TWICE = timedelta(minutes=10)


class AnnouncingError(Exception):
    """Nothing can be announced; the message is for the person."""


@dataclass(frozen=True)
class Pending:
    """What differs from what people were told, and how many will be told."""

    changes: list
    people: int


def differences(before, after):
    """What is not the same, a line each: `label`, `before`, `after`."""
    return [
        {"label": label, "before": before.get(name) or "non précisé", "after": after.get(name) or "non précisé"}
        for name, label in LABELS.items()
        if before.get(name) != after.get(name)
    ]


def pending(*, event):
    """What was changed since people were told, as a Pending; None when nothing was, or nobody is concerned."""
    people = event.registrations.active().count()
    if not event.told or not event.is_published or not people:
        return None
    changes = differences(event.told, facts(event))
    return Pending(changes, people) if changes else None


@transaction.atomic
def announce(*, event, by, text=""):
    """Tell everybody registered what changed, with the new calendar file. Returns the Announcement."""
    current = Event.objects.select_for_update(of=("self",), no_key=True).select_related("municipality").get(pk=event.pk)
    found = pending(event=current)
    if found is None:
        raise AnnouncingError("Rien n’a changé depuis la dernière annonce, ou personne n’est inscrit\u00a0: il n’y a rien à annoncer.")
    before, current.told = current.told, facts(current)
    current.sequence += 1
    current.save(update_fields=["told", "sequence", "updated_at"])
    return _announce(current, AnnouncementKind.CHANGE, ACTIVE, by, text=text, sequence=current.sequence, before=before, after=current.told)


@transaction.atomic
def call_off(*, event, by, reason="", text=""):
    """Cancel the event and every registration, and tell everybody. Returns the Announcement."""
    current = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if current.state != EventState.PUBLISHED:
        raise AnnouncingError(f"«\u00a0{current}\u00a0» est {current.get_state_display()}\u00a0: elle ne s’annule pas.")
    if Attendance.objects.filter(registration__event=current).exists():
        raise AnnouncingError("Des présences sont déjà pointées\u00a0: effacez-les d’abord, si la rencontre n’a vraiment pas eu lieu.")
    list(Seating.objects.select_for_update(no_key=True).filter(event=current).order_by("pk"))
    now = timezone.now()
    current.state, current.cancelled_at, current.cancel_reason = EventState.CANCELLED, now, reason.strip()
    current.sequence += 1
    current.save(update_fields=["state", "cancelled_at", "cancel_reason", "sequence", "updated_at"])
    said = _announce(current, AnnouncementKind.CANCELLATION, ACTIVE, by, text=text, sequence=current.sequence)
    TalkChoice.objects.filter(registration__event=current).delete()
    Registration.objects.filter(event=current).exclude(state=RegistrationState.CANCELLED).update(
        state=RegistrationState.CANCELLED, cancel_cause=CancelCause.EVENT, cancelled_at=now, offered_until=None, updated_at=now
    )
    record(by=by, verb="annuler", target=current, changes={"état": [str(EventState.PUBLISHED), str(EventState.CANCELLED)]})
    return said


@transaction.atomic
def message(*, event, to, subject, text, by):
    """Write to those whose registration is in one of the states `to`. The same words sent twice in a row leave once."""
    current = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    same = {"event": current, "kind": AnnouncementKind.MESSAGE, "subject": subject.strip(), "text": text.strip(), "created_by": by}
    just_said = Announcement.objects.filter(**same, created_at__gt=timezone.now() - SAID_TWICE).first()
    return just_said or _announce(current, AnnouncementKind.MESSAGE, to, by, subject=subject.strip(), text=text.strip())


def write_batch(*, announcement, size=BATCH):
    """Write the next e-mails of an announcement; its people that another worker has in hand are left to it. Returns how many."""
    with transaction.atomic():
        waiting = Recipient.objects.select_for_update(skip_locked=True, of=("self",)).filter(announcement=announcement, written_at=None)
        rows = list(waiting.select_related("registration__user", "registration__seating").order_by("pk")[:size])
        event = Event.objects.select_related("municipality").prefetch_related("slots").get(pk=announcement.event_id)
        for row in rows:
            row.registration.event = event
            _tell(announcement, row.registration)
        Recipient.objects.filter(pk__in=[row.pk for row in rows]).update(written_at=timezone.now())
    return len(rows)


def unfinished():
    """The announcements some people of which still wait for their e-mail."""
    return Announcement.objects.filter(recipients__written_at=None, people__gt=0).distinct().order_by("pk")


def _announce(event, kind, states, by, **fields):
    said = Announcement.objects.create(event=event, kind=kind, created_by=by, **fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO events_recipient (announcement_id, registration_id) SELECT %s, id FROM events_registration"
            " WHERE event_id = %s AND state = ANY(%s) AND NOT is_erased ORDER BY id",
            [said.pk, event.pk, [str(state) for state in states]],
        )
        said.people = cursor.rowcount
    said.save(update_fields=["people"])
    record(by=by, verb="annoncer", target=event, changes={"personnes": [None, said.people]})
    publish_on_commit(TASK, said.pk)
    return said


def _tell(announcement, registration):
    if registration.is_erased:
        return
    if announcement.kind == AnnouncementKind.CANCELLATION:
        letters.called_off(registration=registration, announcement=announcement)
    elif registration.state == RegistrationState.CANCELLED:
        return  # gave up meanwhile
    elif announcement.kind == AnnouncementKind.CHANGE:
        changes = differences(announcement.before, announcement.after)
        letters.changed(registration=registration, announcement=announcement, changes=changes)
    else:
        letters.message(registration=registration, announcement=announcement)
