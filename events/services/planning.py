"""The verbs of the team: plan an event, publish it, copy one or a whole semester."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from events.enums import EventState, Format, Presence
from events.models import Event, Question, Seating, Slot
from network.audit.services import record
from network.directory import slugs

STAYS_TRUE = (
    *("kind", "mission", "title", "pitch", "description", "series", "group", "other_partners", "format", "place", "street"),
    *("municipality", "town", "audience", "takes_registrations", "offer_hours", "shows_participants", "is_demo"),
)
LINKS = ("organisers", "partners", "countries", "themes", "speakers")
WAYS = {
    Format.IN_PERSON: {Presence.IN_PERSON},
    Format.REMOTE: {Presence.REMOTE},
    Format.HYBRID: {Presence.IN_PERSON, Presence.REMOTE},
    "": set(),
}


FOLLOWERS = []  # a higher app adds here what copies its own part of an event: f(event=, copy=, by=)


class PlanningError(Exception):
    """The event cannot be planned so; the message is for the person."""


@transaction.atomic
def create(*, event, by):
    """Begin an event, as a draft, at an address of its own. Returns it."""
    slugs.insert(event, event.title)
    record(by=by, verb="créer", target=event)
    return event


@transaction.atomic
def update(*, event, by, changes=None):
    """Save an event that was edited."""
    event.save()
    record(by=by, verb="modifier", target=event, changes=changes)
    return event


@transaction.atomic
def publish(*, event, by):
    """Show a draft in the agenda and, when its dates are known and it takes registrations, open them. Returns the event."""
    current = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if current.state != EventState.DRAFT:
        raise PlanningError(f"«\u00a0{current}\u00a0» est déjà {current.get_state_display()}.")
    if current.takes_registrations and current.slots.exists():
        if not current.format:
            raise PlanningError("Dites d’abord si l’on vient sur place, à distance ou les deux\u00a0: les inscriptions en dépendent.")
        missing = WAYS[current.format] - set(current.seatings.values_list("presence", flat=True))
        for presence in sorted(missing):
            Seating.objects.create(event=current, presence=presence)
    return _move(event, current, EventState.PUBLISHED, timezone.now(), "publier", by)


@transaction.atomic
def withdraw(*, event, by):
    """Take a published event back to draft, as long as nobody is registered. Returns the event."""
    current = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if current.state != EventState.PUBLISHED:
        raise PlanningError(f"«\u00a0{current}\u00a0» n’est pas publiée.")
    if current.registrations.exists():
        raise PlanningError(f"Des personnes se sont inscrites à «\u00a0{current}\u00a0»\u00a0: annulez-la, elles seront prévenues.")
    return _move(event, current, EventState.DRAFT, None, "dépublier", by)


def _move(event, current, state, published_at, verb, by):
    before = current.state
    for thing in (current, event):
        thing.state, thing.published_at = state, published_at
    current.save(update_fields=["state", "published_at", "updated_at"])
    record(by=by, verb=verb, target=current, changes={"état": [str(before), str(state)]})
    return event


@transaction.atomic
def duplicate(*, event, by, days):
    """A draft of the same event, `days` later (or earlier), at the same hours by the clock on the wall. Returns it.

    Its text, places, questions and subjects are copied; who registered, papers, the link of the
    room and a period without a date are not.
    """
    copy = Event(copied_from=event, **{name: getattr(event, name) for name in STAYS_TRUE})
    create(event=copy, by=by)
    for name in LINKS:
        getattr(copy, name).set(getattr(event, name).all())
    Slot.objects.bulk_create(
        Slot(event=copy, title=slot.title, starts_at=later(slot.starts_at, days), ends_at=later(slot.ends_at, days))
        for slot in event.slots.all()
    )
    Seating.objects.bulk_create(Seating(event=copy, presence=s.presence, places=s.places) for s in event.seatings.all())
    Question.objects.bulk_create(
        Question(event=copy, **{name: getattr(q, name) for name in ("label", "help", "kind", "choices", "required", "position")})
        for q in event.questions.all()
    )
    for follower in FOLLOWERS:
        follower(event=event, copy=copy, by=by)
    return copy


@transaction.atomic
def duplicate_period(*, start, end, days, by):
    """Drafts of all events whose first slot is between two days, each `days` later. One copied already is not copied again.

    `days` is a number of whole weeks when weekdays are to stay. Returns the copies.
    """
    first, last = day_begins(start), day_begins(end + timedelta(days=1))
    found = Event.objects.dated().filter(starts_at__gte=first, starts_at__lt=last).exclude(state=EventState.CANCELLED)
    copies = []
    for event in found.order_by("starts_at", "pk"):
        begins = later(event.starts_at, days)
        if not event.copies.filter(slots__starts_at=begins).exists():
            copies.append(duplicate(event=event, by=by, days=days))
    return copies


def later(moment, days):
    """The same time by the clock on the wall, `days` later, whatever the clock changes between."""
    local = timezone.localtime(moment)
    naive = datetime.combine(local.date() + timedelta(days=days), local.time())
    return timezone.make_aware(naive)


def day_begins(day):
    """Midnight of `day` on the wall."""
    return timezone.make_aware(datetime.combine(day, time.min))


@transaction.atomic
def save_named(*, thing, name, by, changes=None):
    """Save a cycle or a working group, at an address made of `name` when it is new. Returns it."""
    if thing.pk:
        thing.save()
    else:
        slugs.insert(thing, name)
    record(by=by, verb="créer" if changes is None else "modifier", target=thing, changes=changes)
    return thing
