"""Calendar files, read again by another library than the one that wrote them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from events.calendars import calendar_of, uid
from events.models import Event

PARIS = ZoneInfo("Europe/Paris")
TITLE = "Été à l’école ; dates, lieux \\ budget : " + "œuvrer ensemble, " * 6 + "🎓"


def of(event):
    """The event as a page reads it."""
    return Event.objects.prefetch_related("slots").get(pk=event.pk)


def entries(data):
    """The VEVENTs of the bytes of a file."""
    return vobject.readOne(data.decode()).contents.get("vevent", [])


@pytest.mark.parametrize(
    ("begins", "ends", "utc"),
    [
        (datetime(2027, 3, 27, 9, tzinfo=PARIS), datetime(2027, 3, 27, 11, tzinfo=PARIS), (8, 10)),
        (datetime(2027, 3, 28, 1, tzinfo=PARIS), datetime(2027, 3, 28, 4, tzinfo=PARIS), (0, 2)),  # the hour that does not exist
        (datetime(2027, 3, 28, 9, tzinfo=PARIS), datetime(2027, 3, 28, 11, tzinfo=PARIS), (7, 9)),
        (datetime(2027, 10, 31, 1, tzinfo=PARIS), datetime(2027, 10, 31, 4, tzinfo=PARIS), (23, 3)),  # the hour that comes twice
        (datetime(2027, 11, 1, 9, tzinfo=PARIS), datetime(2027, 11, 1, 11, tzinfo=PARIS), (8, 10)),
    ],
)
def test_the_clock_of_paris_is_told_right(make_event, begins, ends, utc):
    """On each side of both clock changes, and across them, a calendar finds the same instants, by the zone that the file carries."""
    event = make_event(slots=[(begins, ends)])
    calendar = vobject.readOne(calendar_of([of(event)]).decode())
    entry = calendar.vevent
    assert calendar.vtimezone.tzid.value == "Europe/Paris"
    assert (entry.dtstart.value.astimezone(UTC).hour, entry.dtend.value.astimezone(UTC).hour) == utc
    assert entry.dtend.value.astimezone(UTC) - entry.dtstart.value.astimezone(UTC) == ends.astimezone(UTC) - begins.astimezone(UTC)
    assert entry.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Paris"]


def test_a_title_comes_back_whole_whatever_it_holds(make_event):
    """Accents, commas, semicolons, backslashes, a sign of four bytes: escaped, folded at 75 bytes, and read back as they were."""
    event = make_event(TITLE, pitch="Une ligne\nune autre", place="Salle « A, B ; C »", street="3, rue du Port", town="Nantes")
    data = calendar_of([of(event)], name="L’agenda")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    [entry] = entries(data)
    assert entry.summary.value == TITLE
    assert entry.location.value == "Salle « A, B ; C », 3, rue du Port, Nantes"
    assert entry.description.value.startswith("Une ligne\nune autre\n\nhttp")
    assert entry.url.value.endswith(event.get_absolute_url())


def test_each_slot_is_an_entry_and_a_change_is_known_as_one(make_event):
    """The same names after a change, with the higher revision; called off, it is said to be; without a slot, no day is invented."""
    start = datetime(2027, 1, 14, 12, 30, tzinfo=PARIS)
    event = make_event(slots=[(start, start + timedelta(hours=2)), (start + timedelta(days=7), start + timedelta(days=7, hours=2))])
    before = {entry.uid.value: entry.sequence.value for entry in entries(calendar_of([of(event)]))}
    assert set(before) == {uid(event, slot) for slot in event.slots.all()}
    event.slots.filter(starts_at=start).update(starts_at=start + timedelta(minutes=30))
    Event.objects.filter(pk=event.pk).update(sequence=3, state="cancelled", cancelled_at=start, cancel_reason="Salle fermée.")
    changed = entries(calendar_of([of(event)], method="CANCEL"))
    assert {entry.uid.value: entry.sequence.value for entry in changed} == dict.fromkeys(before, "3")
    assert {entry.status.value for entry in changed} == {"CANCELLED"}
    assert all("Salle fermée." in entry.description.value and entry.organizer.value for entry in changed)
    assert entries(calendar_of([of(make_event(slots=[(start, start + timedelta(hours=1))]))]))
    undated = make_event(period_starts_on="2027-03-01", period_ends_on="2027-03-31")
    undated.slots.all().delete()
    assert entries(calendar_of([of(undated)])) == []


@pytest.mark.parametrize(("starts_in", "shown"), [(timedelta(days=30), False), (timedelta(hours=1), True)])
def test_the_room_is_given_from_the_day_before_and_on_request(make_event, starts_in, shown):
    """Never without asking for it, nor too early."""
    event = of(make_event(starts_in=starts_in, room_link="https://salle.example/abc"))
    assert b"salle.example" not in calendar_of([event], method="REQUEST")
    assert (b"salle.example" in calendar_of([event], room=True)) == shown
