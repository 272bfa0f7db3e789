"""The page of an event says what is known of it, to whom it may be said."""

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from events.enums import Format, PaperReaders, Presence
from events.models import Paper, Speaker, Talk
from events.services.enrolment import cancel, enrol
from events.services.letters import token

PARIS = ZoneInfo("Europe/Paris")


def read(client, event):
    """The text of the page."""
    return client.get(event.get_absolute_url()).content.decode()


def facts(page):
    """Its JSON-LD."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S).group(1))


@pytest.fixture
def large(make_event, make_actor, world):
    """A large meeting with all that a page may hold; four of its things are kept from the public."""
    start = datetime(2031, 3, 18, 9, tzinfo=PARIS)
    event = make_event(
        "Rencontres </script> & « amies »", slots=[(start, start + timedelta(hours=8))], remote=None, municipality=world["nantes"],
        place="Cité des congrès", room_link="https://salle.example/secrete",
    )  # fmt: skip
    event.organisers.set([make_actor("Organisatrice"), make_actor("Non publiée", state="draft", published_at=None)])
    agreed = Speaker.objects.create(name="Camille Martin", agreed_on="2030-01-01", email="camille@demo.example")
    silent = Speaker.objects.create(name="Dominique Secret")
    event.speakers.set([agreed, silent])
    for room in ("Salle A", "Salle B"):
        talk = Talk.objects.create(event=event, title=f"Débat {room}", room=room, starts_at=start, ends_at=start + timedelta(hours=1))
        talk.speakers.set([agreed, silent])
    return event


@pytest.fixture
def papers(large, settings, tmp_path):
    """One for everyone, one for those registered."""
    settings.MEDIA_ROOT = tmp_path
    kept = {"filename": "x.pdf", "content_type": "application/pdf"}
    return [
        Paper.objects.create(event=large, title=f"Pièce {readers}", readers=readers, file=ContentFile(b"%PDF-1.7", "x.pdf"), **kept)
        for readers in (PaperReaders.PUBLIC, PaperReaders.REGISTERED)
    ]


def test_it_names_only_those_who_agreed_and_never_the_room(client, large):
    """What is shown and what is not, in the page and in what it says to machines."""
    page = read(client, large)
    for shown in ("Camille Martin", "Organisatrice", "Cité des congrès", "Salle B", "mardi 18\u00a0mars 2031, 9\u00a0h\u00a0– 17\u00a0h"):
        assert shown in page
    for kept in ("Dominique Secret", "camille@", "Non publiée", "salle.example"):
        assert kept not in page
    said = facts(page)
    assert (said["@type"], said["name"]) == ("Event", large.title)
    assert said["startDate"] == "2031-03-18T09:00:00+01:00"
    assert said["eventStatus"].endswith("/EventScheduled")
    assert said["eventAttendanceMode"].endswith("/MixedEventAttendanceMode")
    assert [where["@type"] for where in said["location"]] == ["Place", "VirtualLocation"]
    assert [person["name"] for person in said["performer"]] == ["Camille Martin"]


def test_it_says_that_it_is_cancelled_or_past_or_without_a_date(client, large, make_event):
    """With the reason; a month alone stays a month, for machines too."""
    large.state, large.cancelled_at, large.cancel_reason = "cancelled", timezone.now(), "La salle est fermée."
    large.save()
    page = read(client, large)
    assert "Rencontre annulée" in page
    assert "La salle est fermée." in page
    assert facts(page)["eventStatus"].endswith("/EventCancelled")
    assert "Rencontre passée" in read(client, make_event(starts_in=timedelta(days=-2)))
    month = make_event(period_starts_on="2031-03-01", period_ends_on="2031-03-31", format=Format.REMOTE)
    month.slots.all().delete()
    page = read(client, month)
    assert "Mars 2031." in page
    assert "quand la date sera connue" in page
    assert facts(page)["startDate"] == "2031-03-01"
    nothing = make_event()
    nothing.slots.all().delete()
    page = read(client, nothing)
    assert "Date à venir." in page
    assert "ld+json" not in page


def test_a_paper_is_handed_to_whom_it_is_for(client, client_of, large, papers, member, staff):
    """Everyone the first; those registered, by their account or their link, the second, and no longer once they cancelled."""
    public, kept = (reverse("events:paper", args=[large.slug, paper.pk]) for paper in papers)
    page = read(client, large)
    assert public in page
    assert kept not in page
    assert "1\u00a0pièce de plus" in page
    own, stranger = client_of(member), client
    registration = enrol(event=large, presence=Presence.IN_PERSON, name="M", email=member.email, user=member)
    by_link = f"{kept}?inscription={token(registration)}"
    answers = {"public": stranger.get(public), "own": own.get(kept), "team": client_of(staff).get(kept), "link": stranger.get(by_link)}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert all(answer["Content-Disposition"].startswith("attachment") for answer in answers.values())
    assert stranger.get(kept).status_code == stranger.get(f"{kept}?inscription=faux").status_code == 404
    cancel(registration=registration)
    assert own.get(kept).status_code == stranger.get(by_link).status_code == 404


def test_its_statements_do_not_grow(client, large, django_assert_num_queries):
    """With one slot, or four; with two talks, or five."""
    with django_assert_num_queries(11):
        read(client, large)
    start = datetime(2031, 4, 1, 9, tzinfo=PARIS)
    for n in range(3):
        moment = start + timedelta(days=n)
        slot = large.slots.create(starts_at=moment, ends_at=moment + timedelta(hours=1))
        large.talks.create(title=f"D{n}", slot=slot, starts_at=moment, ends_at=moment + timedelta(hours=1))
        large.speakers.add(Speaker.objects.create(name=f"Personne {n}", agreed_on="2030-01-01"))
    with django_assert_num_queries(11):
        read(client, large)
