"""The team plans a semester on its desk: events, places, copies, registrations, attendance."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from events.enums import CancelCause, RegistrationState
from events.models import Event, Registration
from events.services import attendance, enrolment, planning
from events.services.facts import facts
from events.services.seats import RegistrationError
from tests.actors.test_admin import shown
from tests.desk import marks

PARIS = ZoneInfo("Europe/Paris")
State = RegistrationState
LISTS = ("slots", "seatings", "questions", "talks", "papers", "invitees")


@pytest.fixture
def desk(client_of, staff):
    return client_of(staff)


def page(model, name, *args):
    return reverse(f"admin:events_{model}_{name}", args=args)


def lines(**given):
    """The management forms of an event's page, with the rows given."""
    data = {}
    for prefix in LISTS:
        rows = given.get(prefix, [])
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for place, row in enumerate(rows):
            data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data


def test_the_team_plans_an_event_and_publishes_it(desk):
    """One page: the event, its dates, its places; then it stands in the agenda."""
    slot = {"starts_at": "2027-03-12T14:00", "ends_at": "2027-03-12T16:30"}
    typed = {
        "kind": "atelier", "mission": 4, "title": "Écrire à plusieurs", "format": "presentiel", "audience": "public",
        "takes_registrations": "on", "offer_hours": 48,
        **lines(slots=[slot], seatings=[{"presence": "presentiel", "places": 12}], questions=[
            {"label": "Votre repas", "kind": "choix", "choices": "avec viande\r\nsans viande", "position": 0},
        ]),
    }  # fmt: skip
    answer = desk.post(page("event", "add"), typed)
    assert answer.status_code == 302, shown(answer)
    event = Event.objects.get()
    assert (event.slug, event.state) == ("ecrire-a-plusieurs", "draft")
    assert event.slots.get().starts_at == datetime(2027, 3, 12, 14, tzinfo=PARIS)
    assert (event.seatings.get().places, event.questions.get().choices) == (12, ["avec viande", "sans viande"])
    desk.post(page("event", "changelist"), {"action": "publish_selected", "_selected_action": [event.pk]})
    event.refresh_from_db()
    assert event.state == "published"
    assert "Écrire à plusieurs" in shown(desk.get(reverse("events:list")))


def test_a_semester_is_copied_once_at_the_same_hours_whatever_the_clocks(desk, make_event, staff):
    """26 weeks later is the same weekday, and 14 h stays 14 h though the clocks changed."""
    start = datetime(2027, 3, 4, 14, tzinfo=PARIS)
    event = make_event("Atelier", slots=[(start, start + timedelta(hours=2))], places=9)
    event.questions.create(label="Pourquoi ?")
    enrolment.enrol(event=event, presence="presentiel", name="Awa", email="awa@demo.example")
    asked = {"start": "01/01/2027", "end": "30/06/2027", "weeks": 26}
    answer = desk.post(page("event", "copy_period"), asked, follow=True)
    assert "1 brouillon préparé" in shown(answer).replace("\xa0", " ")
    copy = event.copies.get()
    assert copy.slots.get().starts_at == datetime(2027, 9, 2, 14, tzinfo=PARIS)
    assert (copy.state, copy.seatings.get().places, copy.seatings.get().taken, copy.questions.count()) == ("draft", 9, 0, 1)
    desk.post(page("event", "copy_period"), asked)
    assert event.copies.count() == 1
    assert planning.later(datetime(2027, 3, 27, 14, tzinfo=PARIS), 1) == datetime(2027, 3, 28, 14, tzinfo=PARIS)
    assert planning.duplicate(event=event, by=staff, days=7).slots.get().starts_at.date() == date(2027, 3, 11)


def test_an_event_with_people_is_not_withdrawn_and_fewer_places_are_refused(desk, make_event):
    """Each refusal says what to do."""
    event = make_event(places=3)
    person = enrolment.enrol(event=event, presence="presentiel", name="Awa", email="awa@demo.example")
    seating = event.seatings.get()
    less = {
        **marks(desk, page("event", "change", event.pk)), **lines(), "seatings-TOTAL_FORMS": 1, "seatings-INITIAL_FORMS": 1,
        "seatings-0-id": seating.pk, "seatings-0-event": event.pk, "seatings-0-places": 0,
        "kind": "atelier", "mission": 4, "title": "Atelier",
        "format": "presentiel", "audience": "public", "takes_registrations": "on", "offer_hours": 48,
    }  # fmt: skip
    assert "1 place est déjà donnée" in shown(desk.post(page("event", "change", event.pk), less)).replace("\xa0", " ")
    assert event.seatings.get().places == 3
    answer = desk.post(page("event", "withdraw", event.pk), follow=True)
    assert "annulez-la, elles seront prévenues" in shown(answer)
    assert desk.get(page("event", "delete", event.pk)).status_code == 403
    enrolment.cancel(registration=person)
    assert Event.objects.get().state == "published"


def test_registrations_move_by_acts(desk, make_event):
    """Added by hand, given a place, cancelled, marked: through the services, with their refusals in words."""
    event = make_event(places=1)
    for name in ("Awa", "Bakary"):
        desk.post(page("registration", "by_hand", event.pk), {"name": name, "email": f"{name}@demo.example", "presence": "presentiel"})
    awa, bakary = Registration.objects.order_by("rank")
    assert (awa.state, bakary.state) == (State.CONFIRMED, State.WAITING)

    def act(name, *people):
        answer = desk.post(page("registration", "changelist"), {"action": name, "_selected_action": [p.pk for p in people]}, follow=True)
        return shown(answer).replace("\xa0", " ")

    assert "Aucune place n’est libre" in act("admit_selected", bakary)
    assert "n’a pas commencé" in act("present_selected", awa)
    assert "1 inscription annulée" in act("cancel_selected", awa)
    bakary.refresh_from_db()
    assert bakary.state == State.OFFERED
    assert "1 place donnée" in act("admit_selected", bakary)
    event.slots.update(starts_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now() + timedelta(hours=1))
    assert "1 présence pointée" in act("present_selected", bakary)
    assert "effacez d’abord le pointage" in act("cancel_selected", bakary)
    assert "ne se pointe pas" in act("absent_selected", awa)
    assert "1 pointage effacé" in act("unmark_selected", bakary)
    assert Registration.objects.get(name="Awa").cancel_cause == CancelCause.TEAM


def test_a_mark_seen_earlier_never_undoes_a_later_one(make_event, staff):
    """Devices that were offline send what they saw when they saw it."""
    event = make_event(starts_in=timedelta(hours=1))
    person = enrolment.enrol(event=event, presence="presentiel", name="Awa", email="awa@demo.example")
    slot, now = event.slots.get(), timezone.now()
    attendance.mark(registration=person, slot=slot, present=True, by=staff, at=now)
    kept = attendance.mark(registration=person, slot=slot, present=False, by=staff, at=now - timedelta(minutes=5))
    assert kept.mark == "present"
    with pytest.raises(RegistrationError, match="pas de cette rencontre"):
        attendance.mark(registration=person, slot=make_event("Autre").slots.get(), present=True, by=staff)


def test_people_are_told_from_the_desk_of_a_change_a_message_and_a_cancellation(desk, make_event):
    """Each page says how many first; the change shows until it is announced; a cancellation cancels every registration."""
    event = make_event(places=5, place="Maison des associations")
    for name in ("Awa", "Bakary"):
        enrolment.enrol(event=event, presence="presentiel", name=name, email=f"{name}@demo.example")
    planning.update(event=event, by=None)
    change = page("event", "change", event.pk)
    assert "pas encore ce qui a changé" not in shown(desk.get(change))
    Event.objects.update(told=facts(event), place="Hôtel de la région")
    assert "2 personnes inscrites ne savent pas encore" in shown(desk.get(change)).replace("\xa0", " ")
    asked = shown(desk.get(page("event", "announce", event.pk))).replace("\xa0", " ")
    assert "2 personnes inscrites seront prévenues" in asked
    assert "Hôtel de la région" in asked
    desk.post(page("event", "announce", event.pk), {"text": "À bientôt."})
    assert "pas encore ce qui a changé" not in shown(desk.get(change))
    assert "Inscriptions confirmées (2)" in shown(desk.get(page("event", "message", event.pk)))
    desk.post(page("event", "message", event.pk), {"to": ["confirmed"], "subject": "Repas", "text": "Il y aura un repas."})
    asked = shown(desk.get(page("event", "call_off", event.pk))).replace("\xa0", " ")
    assert "2 personnes inscrites en seront prévenues" in asked
    answer = desk.post(page("event", "call_off", event.pk), {"reason": "Salle fermée"}, follow=True)
    assert "2 personnes inscrites : les courriels partent" in shown(answer).replace("\xa0", " ")
    event.refresh_from_db()
    assert (event.state, event.cancel_reason) == ("cancelled", "Salle fermée")
    assert not event.registrations.active().exists()
    told = event.announcements.order_by("pk").values_list("kind", "people")
    assert list(told) == [("change", 2), ("message", 2), ("cancellation", 2)]
