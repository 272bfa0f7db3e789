"""The reference tables at the staff's desk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.taxonomy.models import Theme
from tests.desk import marks

READ_ONLY = ["department", "intercommunality", "municipality", "country", "goal", "target", "sector"]


@pytest.fixture
def desk(client_of, staff, settings):
    """The team's client, the second factor left aside."""
    settings.REQUIRE_SECOND_FACTOR = False
    return client_of(staff)


def changelist(name, query=""):
    """Address of a list of the admin."""
    return reverse(f"admin:taxonomy_{name}_changelist") + query


@pytest.mark.parametrize("name", READ_ONLY)
def test_what_comes_from_files_is_read_and_not_written(reference, desk, name):
    assert desk.get(changelist(name)).status_code == 200
    model = reverse(f"admin:taxonomy_{name}_changelist")
    first = {"department": "44", "intercommunality": "244400404", "municipality": "44109", "country": "BEN", "goal": "6", "target": "6.1"}
    page = desk.get(f"{model}{first.get(name, '14030')}/change/")
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert desk.get(f"{model}add/").status_code == 403
    assert desk.post(f"{model}{first.get(name, '14030')}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("name", [*READ_ONLY, "theme"])
def test_a_list_takes_few_queries_whatever_its_length(reference, desk, name):
    desk.get(changelist(name))
    with CaptureQueriesContext(connection) as captured:
        desk.get(changelist(name))
    assert len(captured) <= 16


@pytest.mark.parametrize(
    ("text", "found"), [("st aubin des cha", "44153"), ("anetz", "44163"), ("44109", "44109"), ("49650", "49002"), ("\0", None)]
)
def test_communes_are_found_here_as_on_the_site(reference, desk, text, found):
    page = desk.get(changelist("municipality"), {"q": text})
    assert page.status_code == 200
    codes = [commune.code for commune in page.context["cl"].result_list]
    assert found is None or found in codes


def test_countries_and_themes_are_found_without_accents(reference, desk):
    assert [row.iso3 for row in desk.get(changelist("country"), {"q": "benin"}).context["cl"].result_list] == ["BEN"]
    assert "sante" in [row.slug for row in desk.get(changelist("theme"), {"q": "sante"}).context["cl"].result_list]


def test_a_theme_edited_here_is_the_teams_from_then_on(reference, desk):
    water = Theme.objects.get(slug="eau-potable")
    address = reverse("admin:taxonomy_theme_change", args=[water.pk])
    typed = {"name": "Eau à boire", "parent": water.parent_id, "position": water.position, "goals": [6], "sectors": ["14031"], "slug": "x"}
    assert desk.post(address, typed | marks(desk, address)).status_code == 302
    water.refresh_from_db()
    assert (water.name, water.edited, water.slug) == ("Eau à boire", True, "eau-potable"), "its address stays"
    assert list(water.sectors.values_list("pk", flat=True)) == ["14031"]


def test_a_third_level_and_a_withdrawn_sector_are_refused(reference, desk):
    child = Theme.objects.get(slug="eau-potable")
    before = Theme.objects.count()
    for parent, sector in ((child.pk, "14030"), (child.parent_id, "23010")):
        page = desk.post(
            reverse("admin:taxonomy_theme_add"),
            {"name": "Puits", "slug": "puits", "parent": parent, "position": 1, "goals": [6], "sectors": [sector]},
        )
        assert page.status_code == 200
        assert page.context["errors"]
    assert Theme.objects.count() == before


def test_a_theme_in_use_cannot_be_deleted_and_an_unused_one_can(reference, desk, make_actor):
    actor = make_actor(themes=Theme.objects.filter(slug="cinema"))
    used, parent, unused = (Theme.objects.get(slug=slug) for slug in ("cinema", "culture", "langues"))
    for theme, status in ((used, 403), (parent, 403), (unused, 302)):
        assert desk.post(reverse("admin:taxonomy_theme_delete", args=[theme.pk]), {"post": "yes"}).status_code == status
    assert actor.themes.get() == used
    assert not Theme.objects.filter(slug="langues").exists()
