"""The agenda shows what is announced to everyone, as it is at this moment."""

from datetime import datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from events import timing
from events.enums import Audience, EventKind, EventState, Format, Presence
from events.models import CalendarKey, Event, SearchEntry
from events.services import calendar_keys
from events.services.enrolment import enrol
from network.taxonomy.models import Country, Theme

PARIS = ZoneInfo("Europe/Paris")
AGENDA, PAST = reverse("events:list"), reverse("events:past")


def shown(client, path=AGENDA, **params):
    """The slugs that a list shows, in its order."""
    caches["pages"].clear()  # kept for a minute, and nobody waits for it here
    caches["nearby"].clear()
    page = client.get(path, params).context["list"]
    assert page.total == len(page.shown.page[2])
    return [card["slug"] for _, _, card in page.shown.page[2]]


def of_calendar(client, path, **params):
    """The titles of a calendar feed."""
    answer = client.get(path, params)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return sorted(entry.summary.value for entry in vobject.readOne(answer.content.decode()).contents.get("vevent", []))


def test_what_is_to_come_by_date_and_what_is_past_apart(client, make_event):
    """The next first, a period at its end, nothing known last; what ended is among the past, at the very moment it ends."""
    make_event("Bientôt", slug="bientot", starts_in=timedelta(days=2))
    soon = make_event("En cours", slug="en-cours", starts_in=timedelta(minutes=-30), hours=1)
    make_event("Hier", slug="hier", starts_in=timedelta(days=-1))
    make_event("Avant-hier", slug="avant-hier", starts_in=timedelta(days=-2))
    end = timezone.localdate() + timedelta(days=5)
    make_event("Période", slug="periode", period_starts_on=end - timedelta(days=40), period_ends_on=end).slots.all().delete()
    make_event("Inconnue", slug="inconnue").slots.all().delete()
    make_event("Vieille", slug="vieille", period_starts_on="2021-03-01", period_ends_on="2021-03-31").slots.all().delete()
    assert shown(client) == ["en-cours", "bientot", "periode", "inconnue"]
    assert shown(client, PAST) == ["hier", "avant-hier", "vieille"]
    assert "mars 2021" in client.get(PAST).content.decode()
    soon.slots.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert "en-cours" in shown(client, PAST)
    assert "en-cours" not in shown(client)


def test_what_is_not_for_everyone_is_nowhere(client, make_event, staff):
    """Drafts, the board's meetings and invitations are in no list, month or feed, even for the team; they leave when they become so."""
    for audience in (Audience.BOARD, Audience.INVITED):
        make_event("Secrète", slug=f"secrete-{audience}", audience=audience)
    make_event("Brouillon", slug="brouillon", state=EventState.DRAFT, published_at=None)
    open_one = make_event("Ouverte", slug="ouverte", audience=Audience.MEMBERS)
    month = reverse("events:month", args=[f"{open_one.slots.get().starts_at:%Y-%m}"])
    client.force_login(staff)
    assert shown(client) == shown(client, month) == ["ouverte"]
    assert of_calendar(client, reverse("events:feed")) == ["Ouverte"]
    assert "Réservé aux structures membres" in client.get(AGENDA).content.decode()
    open_one.audience = Audience.BOARD
    open_one.save()
    assert shown(client) == [] == of_calendar(client, reverse("events:feed"))
    assert "<entry>" not in client.get(reverse("events:atom")).content.decode()


def test_each_facet_narrows_and_places_are_read_at_the_moment(client, make_event, world):
    """Kind, format, distance, country, theme, département, mission, public; the last place taken leaves « encore des places »."""
    event = make_event("Atelier à Nantes", slug="a", places=1, municipality=world["nantes"], mission=3, kind=EventKind.WORKSHOP)
    event.countries.set([Country.objects.get(slug="benin")])
    event.themes.set([Theme.objects.get(slug="forages")])
    make_event("Webinaire", slug="b", places=5, format=Format.REMOTE, kind=EventKind.WEBINAR, takes_registrations=False)
    for params in (
        {"type": "atelier"},
        {"format": "presentiel"},
        {"a-distance": "non"},
        {"pays": "benin"},
        {"theme": "eau"},
        {"departement": "44"},
        {"mission": "3"},
        {"places": "oui"},
        {"q": "ateliers"},
    ):
        assert shown(client, **params) == ["a"], params
    assert shown(client, **{"departement": "inconnu"}) == ["b"]
    enrol(event=event, presence=Presence.IN_PERSON, name="Une personne", email="une@demo.example")
    assert shown(client, places="oui") == []
    assert shown(client, places="non") == ["a", "b"]
    assert "complet" in client.get(AGENDA).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"takes_registrations": False},
        {"registration_opens_at": timedelta(days=1)},
        {"registration_opens_at": timedelta(days=-1)},
        {"registration_closes_at": timedelta(days=-1)},
        {"registration_closes_at": timedelta(days=90)},
        {"starts_in": timedelta(hours=-1), "hours": 2},
        {"starts_in": timedelta(hours=-1), "hours": 2, "registration_closes_at": timedelta(hours=2)},
    ],
)
def test_open_registrations_are_those_of_the_page(client, make_event, fields):
    """The list and the page of an event agree on whether one may register."""
    now = timezone.now()
    event = make_event(**{k: now + v if k.startswith("registration") else v for k, v in fields.items()})
    assert (shown(client, places="oui") == [event.slug]) == timing.registrations_open(event, now)


def test_an_entry_follows_what_it_names(client, make_event, make_actor):
    """Its organiser's new name is found, its group's too; a removed slot leaves its month."""
    event = make_event("Une réunion", slots=[(datetime(2031, 3, 1, 9, tzinfo=PARIS), datetime(2031, 3, 1, 10, tzinfo=PARIS))])
    actor = make_actor("Un nom")
    event.organisers.add(actor)
    actor.name = "Les Amis du fleuve"
    actor.save()
    assert shown(client, q="amis fleuve") == [event.slug]
    assert SearchEntry.objects.get().months == ["2031-03"]
    event.slots.all().delete()
    assert SearchEntry.objects.get().months == []
    event.delete()
    assert not SearchEntry.objects.exists()


def test_the_month_shows_days_periods_and_its_neighbours(client, make_event):
    """A slot that begins at half past midnight of Paris belongs to its day there; rubbish is no page."""
    make_event("Nuit", slug="nuit", slots=[(datetime(2031, 3, 1, 0, 30, tzinfo=PARIS), datetime(2031, 3, 1, 2, tzinfo=PARIS))])
    make_event("Mars", slug="mars", period_starts_on="2031-03-01", period_ends_on="2031-03-31").slots.all().delete()
    month = reverse("events:month", args=["2031-03"])
    page = client.get(month, {"type": "atelier"})
    days = {day.date.isoformat(): [entry[2]["slug"] for entry in day.entries] for week in page.context["month"].weeks for day in week}
    assert days["2031-03-01"] == ["nuit"]
    assert not days["2031-02-28"]
    assert [card["slug"] for card in page.context["month"].undated] == ["mars"]
    assert page.context["month"].after == ("avril 2031", reverse("events:month", args=["2031-04"]) + "?type=atelier")
    for rubbish in ("2031-13", "2031", "abc", "1031-03", "2031-3"):
        assert client.get(reverse("events:month", args=[rubbish])).status_code == 404
    assert shown(client, reverse("events:month", args=["2031-02"])) == []


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("path", [AGENDA, PAST, reverse("events:month", args=["2031-03"])])
def test_as_many_queries_whatever_the_number(client, make_event, django_assert_num_queries, path, rows):
    """At most twelve statements, one event or many."""
    for n in range(rows):
        start = datetime(2031, 3, n + 1, 9, tzinfo=PARIS)
        make_event(slots=[(start, start + timedelta(hours=1)), (start + timedelta(hours=3), start + timedelta(hours=4))])
        make_event(starts_in=timedelta(days=-n - 1))
    client.get(path)
    caches["pages"].clear()
    caches["nearby"].clear()
    with django_assert_num_queries(2):
        assert client.get(path).status_code == 200


def test_the_feeds_hold_what_the_list_narrows(client, make_event):
    """The calendar and the Atom feed follow the same filters; what was a month ago is still there; a browser that knows it is told so."""
    make_event("Un atelier", kind=EventKind.WORKSHOP, starts_in=timedelta(days=-30))
    make_event("Une conférence", kind=EventKind.CONFERENCE)
    feed = reverse("events:feed")
    assert of_calendar(client, feed) == ["Un atelier", "Une conférence"]
    assert of_calendar(client, feed, type="atelier") == ["Un atelier"]
    answer = client.get(feed)
    assert client.get(feed, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    atom = ElementTree.fromstring(client.get(reverse("events:atom"), {"type": "conference"}).content)
    assert [entry.findtext("{*}title") for entry in atom.findall("{*}entry")] == ["Une conférence"]
    event = Event.objects.get(title="Une conférence")
    for name in ("csv", "xlsx", "geojson"):
        assert client.get(AGENDA, {"format": name}).status_code == 200
    assert "Une conférence" in b"".join(client.get(AGENDA, {"format": "csv"}).streaming_content).decode()
    assert client.get(AGENDA, {"format": "carte"}).status_code == 404
    assert client.get(AGENDA, {"vue": "carte", "emprise": "-2,47,-1,48"}).status_code == 200
    assert of_calendar(client, reverse("events:calendar", args=[event.slug])) == ["Une conférence"]


def test_what_an_event_names_shows_it(client, make_event, make_actor, world):
    """Its actors, its country and its theme; the search and the home page too; the site map for machines names what everyone may see."""
    holder = make_actor("Organisatrice", slug="organisatrice", countries=[world["benin"]], themes=[world["wells"]])
    event = make_event("Rencontre des fleuves", slug="fleuves")
    hidden = make_event("Conseil caché", slug="cache", audience=Audience.BOARD)
    for one in (event, hidden):
        one.organisers.add(holder)
        one.countries.add(world["benin"])
        one.themes.add(world["wells"])
    pages = ["/", "/pays/benin/", "/thematiques/eau/", "/recherche/?q=fleuve", reverse("events:of_actor", args=[holder.slug])]
    for path in [*pages, "/sitemap-agenda.xml"]:
        page = client.get(path).content.decode()
        assert event.get_absolute_url() in page, path
        assert hidden.get_absolute_url() not in page, path
    fragment = client.get(pages[-1], headers={"HX-Request": "true"}).content.decode()
    assert event.title in fragment
    assert "<html" not in fragment


def test_a_personal_calendar_opens_with_its_secret_alone(client, make_event, member):
    """Confirmed and waiting, with the room from the day before for the confirmed; a renewed or a closed address answers no more."""
    sure = make_event("Sûre", places=1, starts_in=timedelta(hours=3), room_link="https://salle.example/sure")
    unsure = make_event("En attente", places=0, starts_in=timedelta(hours=5), room_link="https://salle.example/attente")
    make_event("Autre")
    for event in (sure, unsure):
        enrol(event=event, presence=Presence.IN_PERSON, name="M", email=member.email, user=member)
    page = reverse("events:my_calendar")
    client.force_login(member)
    assert client.get(page).status_code == 200
    assert not CalendarKey.objects.exists()
    client.post(page, {"geste": "donner"})
    key = CalendarKey.objects.get()
    address = key.get_absolute_url()
    assert key.number not in ("", address)
    assert address in client.get(page).content.decode()
    client.logout()
    assert of_calendar(client, address) == ["En attente", "Sûre"]
    text = client.get(address).content
    assert b"salle.example/sure" in text
    assert b"STATUS:TENTATIVE" in text
    assert b"salle.example/attente" not in text
    assert client.get(reverse("events:personal_feed", args=[key.number + ".0"])).status_code == 404
    renewed = calendar_keys.give(by=member).get_absolute_url()
    assert client.get(address).status_code == 404
    assert client.get(renewed).status_code == 200
    calendar_keys.revoke(by=member)
    assert client.get(renewed).status_code == 404
