"""A session to test with, and people in it."""

import pytest
from django.utils import timezone

from events.models import Attendance, Registration
from network.moderation.enums import State
from tests import cast
from trainings.models import Module, Session


@pytest.fixture
def session(db):
    """A session of a published module, in a month."""
    module = Module.objects.create(title="Construire un budget", slug="budget", state=State.PUBLISHED, published_at=timezone.now())
    event = cast.event_maker()("Construire un budget", kind="formation", places=12)
    return Session.objects.create(module=module, event=event, fee=0, exempt="membres", hours=3)


@pytest.fixture
def sign_up():
    """Confirms somebody at a session; `present` and `absent` are how many slots they were at, or not."""

    def make(session, name, *, present=0, absent=0, **fields):
        seating, now = session.event.seatings.get(), timezone.now()
        registration = Registration.objects.create(
            event=session.event, seating=seating, name=name, email=f"{name.lower()}@demo.example", state="confirmed",
            rank=seating.registrations.count() + 1, confirmed_at=now, **fields,
        )  # fmt: skip
        marks = ["present"] * present + ["absent"] * absent
        for slot, mark in zip(session.event.slots.order_by("starts_at"), marks, strict=False):
            Attendance.objects.create(registration=registration, slot=slot, mark=mark, means="bureau", marked_at=now)
        return registration

    return make
