"""Events as calendar files (RFC 5545): one VEVENT a slot, in Paris time, that a calendar recognises when it changes."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Timezone, vCalAddress, vText
from icalendar import Event as Entry

from events.enums import Format
from events.timing import room_is_shown

METHODS = ("PUBLISH", "REQUEST", "CANCEL")
ZONE = "Europe/Paris"
# Since 1996, the clocks of Paris change on the last Sundays of March and October, at one o’clock UTC.
PARIS = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


def calendar_of(events, *, method=None, room=False, name="", attendee=None, waiting=False):
    """The bytes of a calendar file of `events`, with their slots; an event without a slot has no entry: no day is invented.

    `method` is one of METHODS for a file that goes with an e-mail, nothing for a file or a feed that people take themselves.
    `room` adds the link of the video room, from the day before alone: only for somebody whose place is confirmed. It is a boolean,
    or, for several events, the keys of those that it holds for; `waiting` says that the others are not sure.
    `attendee`: the name and the address of whoever the file is for, when it goes with their e-mail.
    `name` is what a calendar that subscribes calls the feed. Reads each event's `slots` and `municipality`.
    """
    if method is not None and method not in METHODS:
        raise ValueError(f"not a method of calendar files: {method}")
    now, calendar = timezone.now(), Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{settings.NETWORK['name']}//Agenda//FR")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", vText("PT4H"), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vText("PT4H"))
    calendar.add_component(Timezone.from_ical(PARIS))
    for event in events:
        sure = room if isinstance(room, bool) else event.pk in room
        for slot in event.slots.all():
            entry = _entry(event, slot, now, method, sure and room_is_shown(event, now), attendee)
            if waiting and not sure and not event.is_cancelled:
                entry["status"] = vText("TENTATIVE")
            calendar.add_component(entry)
    return calendar.to_ical()


def uid(event, slot):
    """What a calendar knows a slot by, whatever changes of it."""
    return f"{event.uid}-{slot.pk}@{urlsplit(settings.SITE_URL).hostname}"


def place_of(event):
    """« Maison de quartier, 3 rue du Port, Nantes »; « À distance » for a meeting that has no other place."""
    town = event.municipality.name if event.municipality_id else event.town
    parts = [part for part in (event.place, event.street, town) if part]
    return ", ".join(parts) or (Format.REMOTE.label if event.format == Format.REMOTE else "")


def _entry(event, slot, now, method, room, attendee):
    url, cancelled = settings.SITE_URL + event.get_absolute_url(), event.is_cancelled or method == "CANCEL"
    entry = Entry()
    entry.add("uid", uid(event, slot))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", now if method else event.updated_at.astimezone(UTC).replace(microsecond=0))
    entry.add("last-modified", event.updated_at.astimezone(UTC).replace(microsecond=0))
    entry.add("dtstart", timezone.localtime(slot.starts_at).replace(microsecond=0))
    entry.add("dtend", timezone.localtime(slot.ends_at).replace(microsecond=0))
    entry.add("summary", f"{event.title} ({slot.title})" if slot.title else event.title)
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    entry.add("categories", [event.get_kind_display()])
    entry.add("url", url)
    words = [f"Rencontre annulée. {event.cancel_reason}".strip() if event.is_cancelled else "", event.pitch]
    if room:
        words.append(f"Salle vidéo\u00a0: {event.room_link}")
        entry.add("conference", event.room_link, parameters={"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": "Salle vidéo"})
    entry.add("description", "\n\n".join([*filter(None, words), url]))
    if place := place_of(event):
        entry.add("location", place)
    if method:
        organiser = vCalAddress(f"mailto:{settings.NETWORK['email']}")
        organiser.params["CN"] = vText(settings.NETWORK["name"])
        entry["organizer"] = organiser
    if attendee:
        name, email = attendee
        person = vCalAddress(f"mailto:{email}")
        person.params["CN"], person.params["PARTSTAT"], person.params["RSVP"] = vText(name), "ACCEPTED", "FALSE"
        entry.add("attendee", person)
    return entry
