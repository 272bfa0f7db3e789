"""The directory of schemes."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from projects.enums import PeriodKind
from projects.models import Scheme
from projects.services import schemes as services

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(world):
    """The schemes of the sources."""
    services.load()


def test_the_schemes_of_the_sources_are_loaded_once(loaded):
    assert services.load() == 0
    assert Scheme.objects.filter(is_own=True).count() == 3
    totem = Scheme.objects.get(slug="totem")
    assert (totem.amount_max, totem.rate_max, totem.audiences) == (5000, 60, ["association"])
    assert totem.periods.get(kind=PeriodKind.ACTIVITIES).starts_on == date(2022, 6, 1)


def test_what_the_team_edited_is_left_alone(loaded, staff):
    totem = Scheme.objects.get(slug="totem")
    totem.summary = "Récrit par l’équipe."
    services.save(scheme=totem, by=staff, changes={"summary": ["", "Récrit par l’équipe."]})
    services.load()
    assert Scheme.objects.get(slug="totem").summary == "Récrit par l’équipe."


def test_the_network_s_own_are_apart(client, loaded):
    page = client.get("/dispositifs/").text
    own, others = page.split("Vers lesquels le réseau oriente")
    assert "TOTEM" in own and "FACI" in others and "FACI" not in own  # noqa: PT018 – one fact


@pytest.mark.parametrize(("asked", "found"), [
    ("public=association", {"totem", "tandems-solidaires"}),
    ("objet=collectivites", {"cles-en-main"}),
    ("public=association&objet=ecsi", {"tandems-solidaires"}),
    ("ouvert=oui", set()),
    ("public=inconnu", {"totem", "faci", "campagne-liban"}),
])  # fmt: skip
def test_somebody_says_who_they_are(client, loaded, asked, found):
    page = client.get(f"/dispositifs/?{asked}").text
    shown = {slug for slug in Scheme.objects.values_list("slug", flat=True) if f"/dispositifs/{slug}/" in page}
    assert found == shown if "inconnu" not in asked else found <= shown


def test_a_scheme_is_open_from_the_first_to_the_last_day(client, loaded):
    today = timezone.localdate()
    period = Scheme.objects.get(slug="totem").periods.create(starts_on=today, ends_on=today)
    assert "/dispositifs/totem/" in client.get("/dispositifs/?ouvert=oui").text
    period.starts_on, period.ends_on = today - timedelta(2), today - timedelta(1)
    period.save()
    assert "/dispositifs/totem/" not in client.get("/dispositifs/?ouvert=oui").text


def test_a_scheme_leads_to_its_projects(client, loaded, make_project):
    project = make_project()
    project.fundings.create(funder="AFD", year=2020, scheme=Scheme.objects.get(slug="totem"))
    assert "1\u00a0projet référencé" in client.get("/dispositifs/totem/").text
    assert project.title in client.get("/projets/?dispositif=totem").text


def test_a_scheme_that_is_not_public_is_for_the_team(client, loaded, staff, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    Scheme.objects.filter(slug="totem").update(state="draft")
    assert client.get("/dispositifs/totem/").status_code == 404
    assert "totem" not in client.get("/dispositifs/").text
    client.force_login(staff)
    assert "pas publiée" in client.get("/dispositifs/totem/").text


def test_the_list_takes_as_many_statements_for_one_as_for_seven(client, loaded, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/dispositifs/")
    Scheme.objects.exclude(slug="totem").delete()
    with django_assert_num_queries(4):
        client.get("/dispositifs/")
