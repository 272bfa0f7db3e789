"""What a person registered for, and whom they registered."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from events.enums import RegistrationState
from events.models import Event, Registration
from events.services.letters import token, when
from events.timing import is_past

SHOWN = 50


@dataclass(frozen=True)
class Line:
    """One registration, with the link of its page."""

    registration: Registration
    when: str
    token: str


@dataclass(frozen=True)
class Mine:
    """Their own, to come and past, and those of colleagues to come."""

    upcoming: list
    past: list
    colleagues: list


def mine(user):
    """The registrations of `user`'s space, read in a number of statements that does not grow."""
    now = timezone.now()
    events = Prefetch("event", Event.objects.prefetch_related("slots"))
    rows = Registration.objects.of(user).exclude(state=RegistrationState.CANCELLED).filter(is_erased=False)
    found = Mine([], [], [])
    for one in rows.select_related("seating").prefetch_related(events).order_by("-created_at", "-pk")[:SHOWN]:
        line = Line(one, when(one.event), token(one))
        if is_past(one.event, now):
            if one.user_id == user.pk and one.state == RegistrationState.CONFIRMED:
                found.past.append(line)
        else:
            (found.upcoming if one.user_id == user.pk else found.colleagues).append(line)
    return found
