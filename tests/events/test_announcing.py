"""What people are told of an event: once each, with a calendar file, whatever happens to the workers."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.db import transaction
from django.utils import timezone

from events.enums import CancelCause, RegistrationState
from events.models import Event, Recipient, Registration
from events.services import announcing, enrolment, forgetting, reminding
from events.services.seats import RegistrationError
from network.notifications import delivery
from network.notifications.models import Email

PARIS = ZoneInfo("Europe/Paris")


def come(event, *names):
    return [enrolment.enrol(event=event, presence="presentiel", name=name, email=f"{name.lower()}@demo.example") for name in names]


def entry(email):
    """The VEVENT that goes with an e-mail."""
    return vobject.readOne(email.attachments[0]["text"]).vevent


def test_a_confirmation_carries_the_calendar_file_as_a_mail_program_wants_it(make_event, mailoutbox):
    """In the row, then in the message, the same at each attempt; emptied with the rest once it left, for it is a secret kind."""
    event = make_event(places=1)
    come(event, "Awa", "Bakary")
    first, second = Email.objects.order_by("pk")
    assert second.attachments == [], "who waits has nothing for a calendar"
    known = entry(first)
    assert (known.sequence.value, known.attendee.value, known.status.value) == ("0", "mailto:awa@demo.example", "CONFIRMED")
    delivery.deliver(pk=first.pk)
    part = mailoutbox[0].message().get_payload()[-1]
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "REQUEST"
    assert vobject.readOne(part.get_payload(decode=True).decode()).vevent.uid.value == known.uid.value
    enrolment.cancel(registration=Registration.objects.get(name="Awa"))
    gone = entry(Email.objects.get(kind="registration_cancelled"))
    assert (gone.uid.value, gone.status.value) == (known.uid.value, "CANCELLED")


def test_a_change_is_said_in_numbers_and_told_once(make_event, staff):
    """Another place: pending says how many; announced, each is told once, confirmed ones with the same UID and the next SEQUENCE."""
    event = make_event(places=2, place="Maison de quartier")
    come(event, "Awa", "Bakary", "Chloe")
    event.refresh_from_db()
    assert announcing.pending(event=event) is None
    Event.objects.filter(pk=event.pk).update(place="Hôtel de ville")
    event.refresh_from_db()
    found = announcing.pending(event=event)
    assert found.people == 3
    assert found.changes == [{"label": "Lieu", "before": "Maison de quartier", "after": "Hôtel de ville"}]
    said = announcing.announce(event=event, by=staff, text="Entrée par la cour.")
    assert (said.people, said.sequence) == (3, 1)
    with pytest.raises(announcing.AnnouncingError, match="rien à annoncer"):
        announcing.announce(event=event, by=staff)
    assert announcing.write_batch(announcement=said, size=2) == 2
    assert announcing.write_batch(announcement=said, size=2) == 1
    assert announcing.write_batch(announcement=said, size=2) == 0
    letters = Email.objects.filter(kind="event_changed").order_by("pk")
    assert [bool(letter.attachments) for letter in letters] == [True, True, False]
    assert (entry(letters[0]).sequence.value, entry(letters[0]).location.value) == ("1", "Hôtel de ville")
    assert entry(letters[0]).uid.value == entry(Email.objects.filter(kind="registration_confirmed").first()).uid.value
    assert "au lieu de : Maison de quartier" in letters[0].text.replace("\xa0", " ")
    assert "Entrée par la cour." in letters[0].text


def test_a_worker_killed_in_the_middle_tells_nobody_twice_and_forgets_nobody(make_event, staff):
    """A batch is all written or not at all; what is left is found again."""
    event = make_event(places=None)
    come(event, *[f"Personne{n}" for n in range(5)])
    said = announcing.message(event=event, to=["confirmed"], subject="À apporter", text="Un carnet.", by=staff)
    assert announcing.message(event=event, to=["confirmed"], subject="À apporter", text="Un carnet.", by=staff) == said, "two clicks"
    announcing.write_batch(announcement=said, size=2)
    with transaction.atomic():
        announcing.write_batch(announcement=said, size=2)
        transaction.set_rollback(True)  # as when its connection goes
    assert Email.objects.filter(kind="event_message").count() == 2
    assert list(announcing.unfinished()) == [said]
    Recipient.objects.filter(written_at__isnull=False).update(written_at=None)  # as if what was done had not been written down
    while announcing.write_batch(announcement=said, size=2):
        pass
    assert Email.objects.filter(kind="event_message").count() == 5
    assert not announcing.unfinished().exists()


def test_an_event_called_off_frees_everybody_and_their_calendars(make_event, staff):
    """Every registration ends, with that cause; who came in gets STATUS:CANCELLED; nobody registers any more."""
    event = make_event(places=1)
    come(event, "Awa", "Bakary")
    enrolment.enrol(event=event, presence="presentiel", name="X", email="x@demo.example", verified=False)
    said = announcing.call_off(event=event, by=staff, reason="Salle fermée.")
    while announcing.write_batch(announcement=said):
        pass
    assert {(one.state, one.cancel_cause) for one in Registration.objects.all()} == {(RegistrationState.CANCELLED, CancelCause.EVENT)}
    assert event.seatings.get().taken == 0
    letters = Email.objects.filter(kind="event_called_off").order_by("pk")
    assert [letter.to for letter in letters] == ["awa@demo.example", "bakary@demo.example"]
    assert (entry(letters[0]).status.value, entry(letters[0]).sequence.value) == ("CANCELLED", "1")
    assert letters[1].attachments == []
    with pytest.raises(RegistrationError, match="annulée"):
        come(event, "Tard")  # `event` was read before it was called off


@pytest.mark.parametrize("begins", [datetime(2027, 3, 28, 0, 30, tzinfo=PARIS), datetime(2027, 10, 31, 0, 30, tzinfo=PARIS)])
def test_reminders_leave_a_week_and_a_day_before_by_the_days_of_paris(make_event, begins):
    """Around both clock changes, just after midnight; twice the same morning is once; who came late gets the second alone."""
    event = make_event(slots=[(begins, begins + timedelta(hours=4))], room_link="https://salle.example/abc")
    early, late = come(event, "Awa", "Bakary")

    def morning(day):
        return datetime(begins.year, begins.month, day, 8, 5, tzinfo=PARIS)

    Registration.objects.filter(pk=early.pk).update(confirmed_at=morning(begins.day - 10))
    Registration.objects.filter(pk=late.pk).update(
        confirmed_at=morning(begins.day - 3), state="cancelled", cancelled_at=begins, cancel_cause="equipe"
    )
    for day in range(begins.day - 9, begins.day + 1):
        if day == begins.day - 3:
            Registration.objects.filter(pk=late.pk).update(state="confirmed", cancelled_at=None, cancel_cause="")
        before = Email.objects.count()
        reminding.remind(now=morning(day))
        assert (Email.objects.count() > before) == (day in (begins.day - 7, begins.day - 1)), day
        reminding.remind(now=morning(day) + timedelta(hours=3))
    told = Email.objects.filter(kind="registration_reminder").order_by("pk")
    assert sorted((letter.to, letter.subject.split(",")[0]) for letter in told) == [
        ("awa@demo.example", "Dans une semaine"), ("awa@demo.example", "Demain"), ("bakary@demo.example", "Demain"),
    ]  # fmt: skip


def test_what_is_no_longer_needed_is_forgotten_and_counts_stay(make_event, settings):
    """Never confirmed: two days; needs: a month after; names: some years after, and the place stays counted."""
    event = make_event(starts_in=timedelta(hours=1))
    enrolment.enrol(event=event, presence="presentiel", name="X", email="x@demo.example", verified=False)
    [one] = come(event, "Awa")
    Registration.objects.filter(pk=one.pk).update(needs="fauteuil")
    now = timezone.now()
    forgetting.forget(now=now + timedelta(days=1))
    assert Registration.objects.count() == 2
    forgetting.forget(now=now + timedelta(days=3))
    assert Registration.objects.get().needs == "fauteuil"
    forgetting.forget(now=now + timedelta(days=40))
    assert (Registration.objects.get().needs, Registration.objects.get().name) == ("", "Awa")
    forgetting.forget(now=now + timedelta(days=4 * 365))
    one.refresh_from_db()
    assert (one.name, one.is_erased, one.state, event.seatings.get().taken) == ("Personne effacée", True, "confirmed", 1)
    assert "awa" not in one.email
