"""What the page of one event says."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from events import timing
from events.calendars import place_of
from events.enums import Audience, Format, PaperMoment, PaperReaders
from events.words import hour, iso_of, slot_words
from network.moderation.enums import State
from network.ui.french import moment, plural
from network.ui.linked_data import json_ld

FOR = {
    Audience.PUBLIC: "Ouvert à tout le monde, avec ou sans compte.",
    Audience.MEMBERS: "Réservé aux personnes qui représentent une structure membre du réseau.",
    Audience.GROUP: "Réservé aux membres du groupe de travail.",
    Audience.BOARD: "Réservé au conseil d’administration.",
    Audience.INVITED: "Sur invitation.",
}
MODES = {
    Format.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    Format.REMOTE: "https://schema.org/OnlineEventAttendanceMode",
    Format.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}
STATUS = "https://schema.org/Event"


@dataclass(frozen=True)
class Date:
    """A slot in words."""

    start: object
    words: str
    title: str


@dataclass(frozen=True)
class Row:
    """A moment of the programme and, room by room, the talk that begins then."""

    words: str
    start: object
    talks: list


@dataclass(frozen=True)
class Program:
    """The talks of one day: `rooms` and the `rows` under them."""

    day: object
    rooms: list
    rows: list


def may_read(paper, *, registered, team):
    """Whether a paper of an event is for this reader."""
    return team or registered or paper.readers == PaperReaders.PUBLIC


class EventPage:
    """An event read with `for_page`, for a reader who may be `registered`, at the moment `now`."""

    def __init__(self, event, *, now, registered=False, team=False):
        self.event, self.now, self.registered, self.team = event, now, registered, team

    @property
    def is_past(self):
        """Whether it is over."""
        return timing.is_past(self.event, self.now)

    @property
    def dates(self):
        """Its slots."""
        return [Date(slot.starts_at, slot_words(slot.starts_at, slot.ends_at), slot.title) for slot in self.event.slots.all()]

    @property
    def period(self):
        """« mars 2021 », « date à venir »."""
        return timing.period_words(self.event.period_starts_on, self.event.period_ends_on)

    @property
    def place(self):
        """Where, in one line."""
        return place_of(self.event)

    @property
    def audience(self):
        """For whom, in words."""
        return FOR[Audience(self.event.audience)]

    @cached_property
    def seatings(self):
        """The places of each way of being there."""
        return list(self.event.seatings.all())

    @cached_property
    def is_open(self):
        """Whether one may register now."""
        return timing.registrations_open(self.event, self.now)

    @property
    def registering(self):
        """What there is to know of registrations when they are not open, in words."""
        event = self.event
        if event.is_cancelled or self.is_past or self.is_open:
            return ""
        if not event.takes_registrations:
            return "Sans inscription."
        if event.registration_opens_at and self.now < event.registration_opens_at:
            return f"Les inscriptions ouvrent le {moment(event.registration_opens_at)}."
        return "Les inscriptions ouvriront quand la date sera connue." if not self.dates else "Les inscriptions sont closes."

    @property
    def register_url(self):
        """Where one registers, while one may."""
        try:
            return reverse("events:register", args=[self.event.slug]) if self.is_open else ""
        except NoReverseMatch:
            return ""

    @property
    def organisers(self):
        """The actors that hold it; those that are not published are not named."""
        return [actor for actor in self.event.organisers.all() if actor.state == State.PUBLISHED]

    @property
    def partners(self):
        """The actors that take part in holding it."""
        return [actor for actor in self.event.partners.all() if actor.state == State.PUBLISHED]

    @cached_property
    def speakers(self):
        """Those who agreed to be named."""
        return [speaker for speaker in self.event.speakers.all() if speaker.agreed_on]

    @cached_property
    def programs(self):
        """The talks, a table a day."""
        days = {}
        for talk in self.event.talks.all():
            talk.named = [speaker for speaker in talk.speakers.all() if speaker.agreed_on]
            days.setdefault(timezone.localdate(talk.starts_at), []).append(talk)
        return [self._program(day, talks) for day, talks in sorted(days.items())]

    @staticmethod
    def _program(day, talks):
        rooms = sorted({talk.room for talk in talks})
        rows = {}
        for talk in talks:
            rows.setdefault((talk.starts_at, talk.ends_at), {}).setdefault(talk.room, []).append(talk)
        lines = [
            Row(f"{hour(start)}\u00a0– {hour(end)}", start, [(room, found.get(room, [])) for room in rooms])
            for (start, end), found in sorted(rows.items())
        ]
        return Program(day, rooms, lines)

    @cached_property
    def papers(self):
        """`[(title, papers)]` before and after; a paper for others is named only to those who may open it."""
        found = [paper for paper in self.event.papers.all() if may_read(paper, registered=self.registered, team=self.team)]
        before = [paper for paper in found if paper.moment == PaperMoment.BEFORE]
        after = [paper for paper in found if paper.moment == PaperMoment.AFTER]
        return [(title, papers) for title, papers in (("Pour préparer", before), ("Après la rencontre", after)) if papers]

    @property
    def kept_papers(self):
        """« 2 pièces », for those registered: said to the others without a title."""
        hidden = [paper for paper in self.event.papers.all() if not may_read(paper, registered=self.registered, team=self.team)]
        return plural(len(hidden), "pièce") if hidden else ""

    @property
    def json_ld(self):
        """The event for machines (schema.org), only what the page shows; without a date, nothing: it would not be an Event."""
        event, site = self.event, settings.SITE_URL
        start, end = iso_of(event)
        if not start:
            return ""
        place = {
            "@type": "Place",
            "name": event.place or (event.municipality.name if event.municipality else event.town),
            "address": {
                "@type": "PostalAddress",
                "streetAddress": event.street,
                "addressLocality": event.municipality.name if event.municipality else event.town,
                "addressCountry": "FR" if event.municipality else "",
            },
        }
        page = {"@type": "VirtualLocation", "url": site + event.get_absolute_url()}
        where = [] if event.format == Format.REMOTE else [place]
        where += [page] if event.format in (Format.REMOTE, Format.HYBRID) else []
        holders = [{"@type": "Organization", "name": a.name, "url": site + a.get_absolute_url()} for a in self.organisers]
        facts = {
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": site + event.get_absolute_url(),
            "name": event.title,
            "description": event.pitch or event.description[:500],
            "url": site + event.get_absolute_url(),
            "inLanguage": "fr",
            "startDate": start,
            "endDate": end,
            "eventStatus": STATUS + ("Cancelled" if event.is_cancelled else "Scheduled"),
            "eventAttendanceMode": MODES.get(event.format, ""),
            "location": where,
            "organizer": holders or [{"@type": "Organization", "name": settings.NETWORK["name"], "url": site}],
            "performer": [{"@type": "Person", "name": speaker.name} for speaker in self.speakers],
        }
        return json_ld(facts)
