"""Participations counted against the target of the year."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.taxonomy.models import Department
from tests import cast
from trainings.models import Module, Session, Target
from trainings.participation import participations, tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(make_actor, sign_up, world):
    """Two sessions in 2021, the first in three short slots, one in 2020."""
    make, module = cast.event_maker(), Module.objects.create(title="Genre", slug="genre")
    town = make_actor(name="Ville", college="collectivites", department=Department.objects.get(code="44"))
    made = {}
    for year, month, days in ((2020, 5, 1), (2021, 3, 3), (2021, 10, 1)):
        begins = [timezone.make_aware(datetime(year, month, 1 + day, 12)) for day in range(days)]
        event = make(kind="formation", slots=[(b, b + timedelta(hours=1)) for b in begins])
        made[year, month] = Session.objects.create(module=module, event=event)
    sign_up(made[2020, 5], "Awa", present=1)
    sign_up(made[2021, 3], "Awa", present=3, actor=town)
    sign_up(made[2021, 3], "Bilal", present=1, absent=2)
    sign_up(made[2021, 3], "Chloe", absent=3)
    sign_up(made[2021, 10], "Bilal", present=1)
    sign_up(made[2021, 10], "Dina")


def test_several_short_slots_are_one_participation(years):
    assert participations(2021) == 3
    assert (participations(2020), participations(2022)) == (1, 0)


def test_tables_tell_registered_present_and_first(years):
    whole, semesters, colleges, departments = tables(2021)
    assert (whole.registered, whole.present, whole.first) == (5, 3, 1)  # Bilal alone had never come
    assert [(s.label, s.registered, s.present, s.first) for s in semesters] == [
        ("Premier semestre", 3, 2, 1),
        ("Second semestre", 2, 1, 0),
    ]
    assert sum(c.present for c in colleges) == sum(d.present for d in departments) == 3
    assert (colleges[0].label, colleges[0].present) == ("Collectivités territoriales", 1)
    assert departments[0].label == "Loire-Atlantique"


def test_the_desk_follows_the_target(client_of, staff, years):
    Target.objects.create(year=2021, participations=90)
    Target.objects.create(year=timezone.localdate().year, participations=70)
    desk = client_of(staff)
    page = desk.get(reverse("admin:trainings_target_follow"), {"annee": "2021"}).text
    assert "sur 90 visées" in page
    assert "Premier semestre" in page
    assert reverse("admin:trainings_target_follow") in desk.get("/admin/").text
    assert desk.get(reverse("admin:trainings_target_follow"), {"annee": "'"}).status_code == 200
