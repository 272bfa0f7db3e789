"""Whatever people and the team do, in whatever order, places add up and nobody is passed over."""

import contextlib
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from events.enums import Presence, RegistrationState
from events.models import Registration
from events.services.enrolment import accept, admit, cancel, enrol, lapse, move, set_places
from events.services.seats import RegistrationError
from tests import cast

State, WAYS = RegistrationState, list(Presence)
PERSON, WAY = st.integers(0, 6), st.sampled_from(WAYS)
ACT = st.one_of(
    st.tuples(st.just("enrol"), PERSON, WAY),
    st.tuples(st.just("enrol"), PERSON, WAY),
    st.tuples(st.sampled_from(["cancel", "accept", "admit"]), PERSON, st.none()),
    st.tuples(st.just("move"), PERSON, WAY),
    st.tuples(st.just("places"), st.integers(0, 4), WAY),
    st.tuples(st.just("wait"), st.integers(1, 60), st.none()),  # hours, then what lapsed is taken back
)


def act(event, now, verb, what, way):
    """Do one thing as its page would; a refusal in words is an answer like another."""
    seatings = {seating.presence: seating for seating in event.seatings.all()}
    people = Registration.objects.active().filter(event=event, email=f"p{what}@demo.example")
    if verb == "enrol":
        enrol(event=event, presence=way, name=f"P {what}", email=f"P{what}@demo.example".lower(), now=now)
    elif verb == "places":
        set_places(seating=seatings[way], places=what, by=None, now=now)
    elif verb == "wait":
        for seating in seatings.values():
            lapse(seating=seating, now=now)
    elif person := people.first():
        if verb == "move":
            move(registration=person, presence=way, now=now)
        else:
            {"cancel": cancel, "accept": accept, "admit": admit}[verb](registration=person, by=None, now=now)


def check(event, ranks):
    """What holds after anything. `ranks`: the rank of each row and where, which stays while the row stays there."""
    for seating in event.seatings.all():
        states = Counter(seating.registrations.values_list("state", flat=True))
        assert seating.taken == states[State.CONFIRMED] + states[State.OFFERED]
        assert seating.taken <= seating.places
        assert not (states[State.WAITING] and seating.taken < seating.places), "somebody waits while a place is free"
        offered = seating.registrations.filter(state=State.OFFERED).order_by("-rank").values_list("rank", flat=True).first()
        first = seating.registrations.waiting().values_list("rank", flat=True).first()
        assert offered is None or first is None or offered < first, "somebody was passed over"
    rows = list(Registration.objects.filter(event=event).values_list("pk", "seating", "rank", "email", "state"))
    active = Counter(email for *_, email, state in rows if state != State.CANCELLED)
    assert max(active.values(), default=1) == 1
    for pk, seating, rank, *_ in rows:
        assert ranks.setdefault((pk, seating), rank) <= rank, "a rank is kept, or lost for a later one by leaving and coming back"
        ranks[pk, seating] = rank


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck))
@given(places=st.tuples(st.integers(0, 3), st.integers(0, 3)), hours=st.sampled_from([0, 24]), acts=st.lists(ACT, min_size=6, max_size=18))
def test_any_order_of_acts_keeps_the_places_right(places, hours, acts):
    """Enrol, cancel, accept, admit, lapse, other numbers of places, the other way of coming."""
    with transaction.atomic():
        event = cast.event_maker()(places=places[0], remote=places[1], offer_hours=hours, starts_in=timedelta(days=300))
        now, ranks = timezone.now(), {}
        for n in range(5):  # a queue, so that what follows moves it
            act(event, now, "enrol", n, WAYS[n == 4])
        for verb, what, way in acts:
            now += timedelta(hours=what) if verb == "wait" else timedelta(0)
            with contextlib.suppress(RegistrationError):
                act(event, now, verb, what, way)
            check(event, ranks)
        transaction.set_rollback(True)
