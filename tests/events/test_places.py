"""Never more confirmed than places, and nobody passed over, whatever happens at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event as Waiting

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from events.enums import Presence, RegistrationState
from events.models import Event, Registration, Seating
from events.services.announcing import call_off
from events.services.enrolment import accept, cancel, enrol, set_places
from events.services.seats import RegistrationError, lock, queue
from tests.events.parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)
State = RegistrationState


def enrol_one(event):
    """A job that registers the n-th person and says what became of them."""

    def job(n):
        found = enrol(event=event, presence=Presence.IN_PERSON, name=f"Personne {n}", email=f"personne{n}@demo.example")
        return str(found.state)

    return job


def in_order(event):
    """The states of the event's active registrations, by rank."""
    return list(Registration.objects.filter(event=event).active().order_by("rank").values_list("state", flat=True))


def check(event):
    """What must hold after anything: the count is true, nobody has a place too many, nobody waits while one is free."""
    for seating in event.seatings.all():
        holding = Counter(seating.registrations.values_list("state", flat=True))
        assert seating.taken == holding[State.CONFIRMED] + holding[State.OFFERED]
        assert seating.places is None or seating.taken <= seating.places
        assert not (holding[State.WAITING] and not seating.is_full)


def test_two_hundred_people_at_once_on_twenty_places(make_event):
    """Exactly 20 are confirmed and 180 wait, in the order of their ranks; nobody meets an error."""
    event = make_event(places=20)
    answers = at_once(enrol_one(event), range(200))
    assert Counter(answers.values()) == {"confirmed": 20, "waiting": 180}
    assert in_order(event) == ["confirmed"] * 20 + ["waiting"] * 180
    assert sorted(Registration.objects.values_list("rank", flat=True)) == list(range(1, 201))
    check(event)


def test_people_come_and_go_while_places_change(make_event):
    """While 60 register, 20 cancel and the team changes the number of places: it always adds up, and nobody meets an error page."""
    event = make_event(places=20, offer_hours=0)
    first = [enrol(event=event, presence=Presence.IN_PERSON, name=f"Première {n}", email=f"premiere{n}@demo.example") for n in range(40)]
    seating = event.seatings.get()
    new = enrol_one(event)

    def job(n):
        if n % 10 in (0, 1):
            return str(cancel(registration=first[n // 10 * 2 + n % 10]).state)
        if n % 10 == 2:
            try:
                return set_places(seating=seating, places=12 + n % 17, by=None).places
            except RegistrationError as error:
                return str(error)
        return new(n)

    answers = at_once(job, range(100))
    assert not [answer for answer in answers.values() if "Traceback" in str(answer)]
    event.refresh_from_db()
    check(event)
    states = in_order(event)
    assert states == sorted(states), "somebody of a lower rank was passed over"  # confirmed, then waiting


def test_fifty_clicks_of_one_person_are_one_registration(make_event):
    """The same address, in whatever capitals: one row, and one answer to all."""
    event = make_event(places=20, remote=20)

    def job(n):
        email = "Une.Personne@demo.example" if n % 2 else "une.personne@DEMO.example"
        presence = Presence.REMOTE if n % 3 else Presence.IN_PERSON
        return str(enrol(event=event, presence=presence, name="Une personne", email=email).state)

    answers = at_once(job, range(50), count=16)
    assert set(answers.values()) == {"confirmed"}
    assert Registration.objects.count() == 1
    check(event)


def test_a_freed_place_is_offered_once_and_in_order(make_event):
    """Two places freed at once by two people go to the first two who wait, not twice to one."""
    event = make_event(places=4)
    people = [enrol(event=event, presence=Presence.IN_PERSON, name=f"P {n}", email=f"p{n}@demo.example") for n in range(10)]
    at_once(lambda n: str(cancel(registration=people[n % 4]).state), range(16), count=16)
    assert in_order(event) == ["offered"] * 4 + ["waiting"] * 2
    assert list(Registration.objects.filter(state=State.OFFERED).order_by("rank")) == people[4:8]
    at_once(lambda n: str(accept(registration=people[4 + n % 4]).state), range(16), count=16)
    assert in_order(event) == ["confirmed"] * 4 + ["waiting"] * 2
    check(event)


def test_postgresql_itself_refuses_one_too_many(make_event):
    """Without any of our code: a row written as confirmed on a full event, and fewer places than are taken."""
    event = make_event(places=1)
    seating = event.seatings.get()
    row = {"event": event, "seating": seating, "state": State.CONFIRMED, "confirmed_at": timezone.now()}
    Registration.objects.create(**row, name="Un", email="un@demo.example", rank=1)
    with pytest.raises(IntegrityError, match="events_seating_never_too_many"), transaction.atomic():
        Registration.objects.create(**row, name="Deux", email="deux@demo.example", rank=2)
    with pytest.raises(IntegrityError, match="events_seating_never_too_many"), transaction.atomic():
        Seating.objects.filter(pk=seating.pk).update(places=0)
    with pytest.raises(IntegrityError, match="events_registration_once"), transaction.atomic():
        Registration.objects.create(
            event=event, seating=seating, state=State.WAITING, name="Un", email="UN@demo.example", rank=3
        )  # fmt: skip
    other = make_event("Une autre")
    with pytest.raises(IntegrityError, match="events_registration_seating_of_event"), transaction.atomic():
        Registration.objects.create(event=other, seating=seating, state=State.WAITING, name="X", email="x@demo.example", rank=4)


def test_fewer_places_than_are_taken_are_refused_in_words(make_event, staff):
    """The team reads what to do; more places go to those who wait."""
    event = make_event(places=2, offer_hours=0, starts_in=timedelta(days=3))
    for n in range(3):
        enrol(event=event, presence=Presence.IN_PERSON, name=f"P {n}", email=f"p{n}@demo.example")
    with pytest.raises(RegistrationError, match="2\u00a0places sont déjà données"):
        set_places(seating=event.seatings.get(), places=1, by=staff)
    set_places(seating=event.seatings.get(), places=3, by=staff)
    assert in_order(event) == ["confirmed"] * 3


def through_the_desk(event, staff):
    """What saving the page of an event does: it is read under its lock, then its places change."""
    request = RequestFactory().post("/")
    request.user = staff
    with transaction.atomic():
        admin.site._registry[Event].get_object(request, str(event.pk))
        set_places(seating=event.seatings.get(), places=9, by=staff)


@pytest.mark.parametrize("write", [through_the_desk, lambda event, staff: call_off(event=event, by=staff)], ids=["desk", "call off"])
def test_the_team_writes_an_event_while_somebody_registers(make_event, staff, write):
    """Who registers holds the places and then names the event; who writes it holds the event and then asks for the places."""
    event = make_event(places=5)
    seating, held = event.seatings.get(), Waiting()
    blocked = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"

    def beside():
        try:
            held.wait(20)
            write(event, staff)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            locked = lock(seating.pk)[seating.pk]
            writing = thread.submit(beside)
            held.set()
            with connection.cursor() as cursor:
                for _ in range(2000):
                    if cursor.execute(blocked).fetchone()[0]:
                        break
            queue(registration=Registration(event=event, name="Awa", email="awa@demo.example"), seating=locked)
        writing.result(30)
    seating.refresh_from_db()
    assert (seating.places, seating.taken) == ((9, 1) if write is through_the_desk else (5, 0))
