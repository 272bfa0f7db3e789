"""The agenda: what it lists and how."""

from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from events.enums import Audience, EventKind, EventState, Format
from events.filters import EventFilter
from events.models import Event
from events.timing import MONTHS
from events.words import when, when_of
from network.directory.listing import Directory
from network.taxonomy.enums import Mission
from network.ui.french import plural


def rows(condition):
    """The rows of the view over the search table (migration 0003) that hold `condition`, which is written in this file."""
    return f"(SELECT * FROM events_agenda WHERE {condition})"  # noqa: S608 – no text of a person


LISTED_AUDIENCES = [Audience.PUBLIC, Audience.MEMBERS, Audience.GROUP]

COLUMNS = [
    ("Titre", lambda e: e.title),
    ("Nature", lambda e: e.get_kind_display()),
    ("Mission", lambda e: e.get_mission_display()),
    ("État", lambda e: e.get_state_display()),
    ("Quand", when_of),
    ("Format", lambda e: e.get_format_display()),
    ("Lieu", lambda e: e.place),
    ("Commune", lambda e: e.municipality.name if e.municipality else e.town),
    ("Public", lambda e: e.get_audience_display()),
    ("Pays", lambda e: ", ".join(country.name for country in e.countries.all())),
    ("Thématiques", lambda e: ", ".join(theme.name for theme in e.themes.all())),
    ("Adresse de la page", lambda e: settings.SITE_URL + e.get_absolute_url()),
]


class AgendaDirectory(Directory):
    """/agenda/: what is not over at this moment, the next first."""

    name, key = "events", "event_id"
    table = rows("over_at > statement_timestamp()")
    filterset = EventFilter
    title = "Agenda"
    description = "Les formations, les rencontres et les réunions des groupes de travail du réseau."
    placeholder = "Intitulé, lieu, pays, thématique"
    one, many, file_name = "rendez-vous", "rendez-vous", "agenda"
    page = "events:list"
    joining = ("Les groupes de travail", "groups:list")
    card_template = "events/includes/card.html"
    switch_template, foot_template, list_class = "events/includes/switch.html", "events/includes/foot.html", "plain"
    columns = COLUMNS
    pointed = ("name", "slug")
    written = {
        "kind": dict(EventKind.choices),
        "mission": {str(mission.value): f"{mission.value}. {mission.label}" for mission in Mission},
        "audience": {audience.value: audience.label for audience in LISTED_AUDIENCES},
        "format": dict(Format.choices),
        "remote": {"oui": "On peut participer à distance", "non": "Seulement sur place"},
        "places": {"oui": "Il reste des places", "non": "Complet, clos ou sans inscription"},
    }
    sorts = {"date": ("Date", "freshness, name_key"), "pertinence": ("Pertinence", "rank"), "titre": ("Titre, de A à Z", "name_key")}

    def tick(self):
        """The minute: what was to come is past when it is over."""
        return f"{timezone.now():%Y%m%d%H%M}"

    def query(self, path, data, labels):
        """The agenda has no map: it is never asked for one."""
        found = super().query(path, data, labels)
        found.view, found.bounds = "", None
        return found

    def lead(self, shown):
        """« 12 rendez-vous à venir. », whatever the filters."""
        return f"{plural(shown.whole[0], 'rendez-vous|rendez-vous')} à venir." if shown.whole[0] else self.description

    def export_queryset(self):
        """What everyone may see."""
        return Event.objects.public().select_related("municipality").prefetch_related("slots", "countries", "themes")

    def coordinates(self, thing):
        """Where its commune lies."""
        place = thing.municipality
        return [place.longitude, place.latitude] if place and place.longitude is not None else None

    def point(self, card):
        """Name and address of an event."""
        return {"name": card["name"], "url": reverse("events:detail", args=[card["slug"]])}

    def card(self, card):
        """What the line of an event says: its day, when, where, for whom, and what is left of its places."""
        slots = [tuple(timezone.localtime(datetime.fromisoformat(moment)) for moment in pair) for pair in card["slots"]]
        start, end = (date.fromisoformat(card[name]) if card[name] else None for name in ("from", "to"))
        first = slots[0][0] if slots else None
        return {
            **card,
            "url": reverse("events:detail", args=[card["slug"]]),
            "kind_label": EventKind(card["kind"]).label,
            "format_label": Format(card["format"]).label if card["format"] else "",
            "audience_label": "" if card["audience"] == Audience.PUBLIC else Audience(card["audience"]).label,
            "when": when(slots, start, end),
            "day": first.date() if first else None,
            "month": MONTHS[first.month - 1] if first else "",
            "state_label": seats_words(card),
        }


class PastDirectory(AgendaDirectory):
    """/agenda/passees/: what is over at this moment, the latest first."""

    table = rows("over_at <= statement_timestamp()")
    title, page = "Rendez-vous passés", "events:past"
    description = "Les formations, les rencontres et les réunions du réseau qui ont eu lieu."
    one, many = "rendez-vous passé", "rendez-vous passés"
    file_name = "agenda-passe"
    sorts = {
        "date": ("Les plus récentes", "freshness DESC, name_key"),
        "pertinence": ("Pertinence", "rank"),
        "titre": ("Titre, de A à Z", "name_key"),
    }

    def lead(self, shown):
        """« 12 rendez-vous passés. », whatever the filters."""
        return f"{plural(shown.whole[0], self.words)}." if shown.whole[0] else self.description


class FeedDirectory(AgendaDirectory):
    """What the calendar feeds hold: what is to come and the last twelve months."""

    table = rows("over_at > statement_timestamp() - interval '1 year'")
    page = "events:feed"
    page_size = 500


class MonthDirectory(AgendaDirectory):
    """/agenda/mois/2027-03/: what has a day in one month, past or to come."""

    page_size = 500
    page = "events:month"

    def __init__(self, month):
        self.table = rows(f"months @> ARRAY['{month:%Y-%m}']")
        super().__init__()


directory, past, feed = AgendaDirectory(), PastDirectory(), FeedDirectory()


@lru_cache(maxsize=36)
def of_month(month):
    """The list of one month, given its first day."""
    return MonthDirectory(month)


def seats_words(card):
    """(words, dress) of what is left of the places of a card; None when there is nothing to say."""
    if card["state"] == EventState.CANCELLED:
        return "annulé", "state-no"
    if not card["open"] or not card["seats"]:
        return None
    left = [None if places is None else places - taken for _, places, taken in card["seats"]]
    if None in left:
        return "places disponibles", "state-ok"
    return (plural(sum(left), "place"), "state-ok") if sum(left) else ("complet", "state-wait")
