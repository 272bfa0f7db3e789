"""Places: given, offered, freed, counted. Whoever touches them locks their seating first, so that nothing here happens twice at once.

PostgreSQL keeps `Seating.taken` and refuses more than there are places (migration 0002): what follows decides who gets one.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from events.enums import RegistrationState
from events.models import Event, Registration, Seating
from events.timing import bounds
from network.ui.french import plural

State = RegistrationState


class RegistrationError(Exception):
    """The registration cannot be made or changed; the message is for the person."""


def too_few(taken):
    """Why the number of places cannot go below those that are taken."""
    return (
        f"{plural(taken, 'place est déjà donnée|places sont déjà données')}\u00a0: gardez-en au moins autant, ou annulez des inscriptions."
    )


def lock(*seatings):
    """The seatings of these keys, locked in one order whoever asks: two people never wait for each other. Returns `{pk: Seating}`."""
    return {s.pk: s for s in Seating.objects.select_for_update(no_key=True).filter(pk__in=seatings).order_by("pk")}


def _ranks(seating):
    """The last rank given at the locked `seating`, and whether somebody waits; each from its index."""
    there = Registration.objects.filter(seating=OuterRef("pk")).order_by()
    last = there.filter(rank__isnull=False).order_by("-rank").values("rank")[:1]
    found = Seating.objects.filter(pk=seating.pk).annotate(last=Subquery(last), queued=Exists(there.filter(state=State.WAITING)))
    rank, waiting = found.order_by().values_list("last", "queued").get()
    return rank or 0, waiting


def queue(*, registration, seating):
    """Let an unsaved or unverified registration take its rank at the locked `seating`: a place if one is free, else the queue."""
    last, waiting = _ranks(seating)
    free = not seating.is_full and not waiting
    registration.seating, registration.rank = seating, last + 1
    registration.state = State.CONFIRMED if free else State.WAITING
    registration.confirmed_at = timezone.now() if free else None
    registration.save()
    if free:
        seating.taken += 1
    return registration


def offer_end(event, now):
    """Until when a place freed at `now` is kept for the person it is offered to; never past the beginning of the event."""
    end = now + timedelta(hours=event.offer_hours)
    start = bounds(event)[0]
    return min(end, start) if start is not None else end


def fill(*, seating, now=None):
    """Offer the free places of the locked `seating` to those who wait, in their order. Returns the registrations that moved.

    Nothing moves once the event has begun or is called off. Without a time to answer, the place is given at once.
    """
    now = now or timezone.now()
    event = Event.objects.prefetch_related("slots").get(pk=seating.event_id)
    start = bounds(event)[0]
    if not event.is_published or start is None or start <= now:
        return []
    places = Seating.objects.values_list("places", "taken").get(pk=seating.pk)
    waiting = Registration.objects.filter(seating=seating).waiting().select_related("user")
    moved = list(waiting if places[0] is None else waiting[: places[0] - places[1]])
    for registration in moved:
        if event.offer_hours:
            registration.state, registration.offered_until = State.OFFERED, offer_end(event, now)
        else:
            registration.state, registration.confirmed_at = State.CONFIRMED, now
        registration.event = event
        registration.save(update_fields=["state", "offered_until", "confirmed_at", "updated_at"])
    return moved


def end(*, registration, cause, now=None):
    """End a registration whose seating is locked; its place is free from then on."""
    registration.state, registration.cancel_cause = State.CANCELLED, cause
    registration.cancelled_at, registration.offered_until = now or timezone.now(), None
    registration.save(update_fields=["state", "cancel_cause", "cancelled_at", "offered_until", "updated_at"])
    registration.talk_choices.all().delete()
