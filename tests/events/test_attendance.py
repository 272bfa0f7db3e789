"""Who was there: ticked on a tablet, sent late, read from a QR code."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from events.checkin import checkin_token, read_checkin
from events.halfdays import half_days
from events.models import Attendance, Registration, Signature, Slot, Speaker
from events.rollcall import slot_of_the_hour
from events.services import attendance, enrolment, forgetting
from events.services.letters import token
from network.documents.kinds import get_kind
from network.documents.models import Document
from tests.actors.test_admin import shown

JSON = {"Accept": "application/json"}
PARIS = ZoneInfo("Europe/Paris")


def enrol(event, *names):
    people = [enrolment.enrol(event=event, presence="presentiel", name=n, email=f"{place}@demo.example") for place, n in enumerate(names)]
    return people if len(people) > 1 else people[0]


@pytest.fixture
def today(make_event):
    """An event under way."""
    event = make_event(places=2)
    event.people = enrol(event, "Élodie Ménard", "Bakary Traoré", "Awa Diallo")
    event.slots.update(starts_at=timezone.now() - timedelta(minutes=5), ends_at=timezone.now() + timedelta(minutes=5))
    return event


def page(event):
    return reverse("admin:events_event_attendance", args=[event.pk])


def test_the_team_ticks_who_is_there(client_of, staff, today):
    """Without a script: a page, two buttons each, the count, a search without accents; who waits is not expected."""
    desk, (elodie, bakary, waiting) = client_of(staff), today.people
    assert f'href="{page(today)}"' in desk.get(reverse("admin:events_event_change", args=[today.pk])).text
    answer = desk.post(page(today), {"seance": today.slots.get().pk, "present": elodie.pk}, follow=True)
    desk.post(page(today), {"absent": bakary.pk})
    answer = desk.get(page(today))
    assert "1 sur 2 présent·es 1 absent·e" in shown(answer)
    assert waiting.name not in answer.text
    assert [(mark.registration, mark.mark, mark.means, mark.marked_by) for mark in Attendance.objects.order_by("pk")] == [
        (elodie, "present", "tablette", staff), (bakary, "absent", "tablette", staff),
    ]  # fmt: skip
    found = shown(desk.get(page(today), {"q": "menard elo"}))
    assert "Élodie" in found
    assert "Bakary" not in found
    assert "ne se pointe pas" in shown(desk.post(page(today), {"present": waiting.pk}, follow=True))


def test_what_was_ticked_offline_arrives_late_and_twice(client_of, staff, today):
    """The hour of the device decides; the script is told what is kept, and refusals that no second try would change."""
    desk, (elodie, _, waiting), now = client_of(staff), today.people, timezone.now()
    late = {"absent": elodie.pk, "vu": (now - timedelta(minutes=3)).isoformat()}
    seen = {"present": elodie.pk, "vu": (now - timedelta(minutes=2)).isoformat().replace("+00:00", "Z")}
    for said in (seen, seen, late, late):
        answer = desk.post(page(today), said, headers=JSON)
        assert (answer.status_code, answer.json()["mark"]) == (200, "present")
    kept = Attendance.objects.get()
    assert abs(kept.marked_at - (now - timedelta(minutes=2))) < timedelta(milliseconds=1)
    assert desk.post(page(today), {"present": waiting.pk}, headers=JSON).status_code == 409
    ahead = {"absent": elodie.pk, "vu": (now + timedelta(days=1)).isoformat()}
    assert desk.post(page(today), ahead, headers=JSON).json()["mark"] == "absent"
    assert Attendance.objects.get().marked_at <= timezone.now(), "a clock that is ahead does not hold the rest back"
    assert desk.post(page(today), {"present": elodie.pk, "seance": 0}, headers=JSON).status_code == 404


def test_nobody_is_marked_before_the_day(client_of, staff, make_event):
    """The list is there to prepare, without buttons."""
    event, desk = make_event(starts_in=timedelta(days=2)), client_of(staff)
    person = enrol(event, "Awa Diallo")
    assert "Présent·e" not in desk.get(page(event)).text
    assert "à partir de ce jour-là" in shown(desk.post(page(event), {"present": person.pk}, follow=True))
    assert not Attendance.objects.exists()


def test_a_qr_code_opens_who_it_is_and_a_button_marks(client_of, staff, member, today, make_event):
    """For the team alone; reading marks nothing. A code of another purpose, altered, or of another event is refused in words."""
    elodie, bakary, _ = today.people
    code, desk = checkin_token(elodie), client_of(staff)
    address = reverse("admin:events_event_checkin", args=[code])
    assert client_of(member).post(address).status_code in (302, 403)
    assert "Élodie Ménard" in shown(desk.get(address))
    assert not Attendance.objects.exists()
    desk.post(address)
    assert [(mark.registration, mark.mark, mark.means) for mark in Attendance.objects.all()] == [(elodie, "present", "qr")]
    assert "présence pointée le" in shown(desk.get(address)).lower()
    told = desk.post(
        page(today), {"code": f"https://portail.example{reverse('admin:events_event_checkin', args=[checkin_token(bakary)])}"}, headers=JSON
    )
    assert told.json()["name"] == bakary.name
    for wrong in (token(bakary), signing.Signer(sep=".").sign(str(bakary.pk)), f"{bakary.pk}.{code.split('.')[1]}", "", "é"):
        assert read_checkin(wrong) is None
    other = enrol(make_event("Autre"), "Chloé Petit")
    assert "autre rencontre" in desk.post(page(today), {"code": checkin_token(other)}, headers=JSON).json()["error"]
    assert desk.get(reverse("admin:events_event_checkin", args=["faux"])).status_code == 404


def test_the_slot_of_the_hour(make_event):
    """Under way, else next of the day, else last of the day; none on another day. The day is that of Paris."""
    hours = [datetime(2027, 3, 28, hour, tzinfo=PARIS) for hour in (9, 14)]
    slots = [Slot(pk=n, starts_at=start, ends_at=start + timedelta(hours=3)) for n, start in enumerate(hours)]
    at = [(0, 0), (10, 0), (12, 1), (14, 1), (23, 1)]
    assert [slot_of_the_hour(slots, datetime(2027, 3, 28, hour, tzinfo=PARIS)).pk for hour, _ in at] == [pk for _, pk in at]
    assert slot_of_the_hour(slots, datetime(2027, 3, 29, 0, tzinfo=PARIS)) is None


def test_a_sheet_is_signed_by_half_day():
    """A morning ends at 13 h in Paris; a quarter of an hour is not an afternoon; the clocks change nothing."""

    def of(*hours):
        at = [datetime(2027, 3, 28, int(h), round(h % 1 * 60), tzinfo=PARIS) for h in hours]
        return [(half.label, half.hours.replace("\xa0", " ")) for half in half_days([Slot(starts_at=at[0], ends_at=at[1])])]

    assert of(9, 17.5) == [("matin", "9 h – 13 h"), ("après-midi", "13 h – 17 h 30")]
    assert of(9, 13.25) == [("matin", "9 h – 13 h")]
    assert of(12.75, 14) == [("après-midi", "13 h – 14 h")]
    assert of(12.75, 13.5) == [("après-midi", "13 h – 13 h 30")]
    assert of(1, 4) == [("matin", "1 h – 4 h")]


def test_the_sheet_names_who_comes_for_the_team_alone(client_of, staff, member, today):
    """Confirmed people and who leads; what was marked; gone once somebody it names is erased."""
    kind, (elodie, _, waiting) = get_kind("emargement"), today.people
    Speaker.objects.create(name="Jo Ledoux").events.add(today)
    client_of(staff).post(page(today), {"present": elodie.pk})
    book = kind.compose(kind.clean(QueryDict(f"rencontre={today.pk}")))
    sheet = book.chapters[0].html()
    assert all(words in sheet for words in ("Élodie Ménard", "Bakary Traoré", "Jo Ledoux", "présence, cochée à l’accueil"))
    assert waiting.name not in sheet
    address = reverse("documents:ask", args=["emargement"]) + f"?rencontre={today.pk}"
    assert (client_of(staff).get(address).status_code, client_of(member).get(address).status_code) == (200, 404)
    document = Document(subjects=book.subjects)
    assert kind.still_true(document)
    forgetting.empty(Registration.objects.filter(pk=elodie.pk))
    assert not kind.still_true(document)


DRAWN = [[[100, 200], [140, 90], [190, 260], [240, 110], [300, 240]], [[420, 130], [470, 220], [520, 140]]]


def test_who_signs_on_the_screen_is_there_and_the_sheet_draws_it(client_of, staff, today, make_event):
    """Once a half-day, person or trainer; what is no signature is refused; taking the mark back or forgetting takes it away."""
    desk, (elodie, bakary, waiting), slot = client_of(staff), today.people, today.slots.get()
    trainer = Speaker.objects.create(name="Jo Ledoux")
    trainer.events.add(today)
    address = reverse("admin:events_event_sign", args=[today.pk, slot.pk])

    def sign(who, drawn=DRAWN):
        return desk.post(f"{address}?{who}", {"trace": json.dumps(drawn)}).status_code

    assert [
        sign(f"personne={elodie.pk}", wrong) for wrong in ([], [[[1, 2]]], [[[0, 401]] * 9], [[["1", 2]] * 9], [[[1, 2]] * 1501], 3)
    ] == [409] * 6
    assert not Attendance.objects.exists()
    assert [sign(who) for who in (f"personne={elodie.pk}", f"personne={elodie.pk}", f"intervention={trainer.pk}")] == [200] * 3
    assert (sign(f"personne={waiting.pk}"), sign("intervention=0")) == (404, 404)
    assert [(mark.registration, mark.means) for mark in Attendance.objects.all()] == [(elodie, "signature")]
    assert Signature.objects.count() == 2
    assert "Signé le" in shown(desk.get(f"{address}?personne={elodie.pk}"))
    kind = get_kind("emargement")
    assert kind.compose({"event": today.pk}).chapters[0].html().count("M100 200L140 90L") == 2
    assert "a signé" in desk.post(page(today), {"absent": elodie.pk}, headers=JSON).json()["error"]
    attendance.unmark(registration=elodie, by=staff)
    assert Signature.objects.get().speaker == trainer
    sign(f"personne={bakary.pk}")
    forgetting.empty(Registration.objects.filter(pk=bakary.pk))
    assert Signature.objects.get().speaker == trainer
    with pytest.raises(IntegrityError, match="events_signature_bounded"), transaction.atomic():
        Signature.objects.update(strokes=[[[1000, 400]] * 4000])
