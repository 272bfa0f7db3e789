"""The page of components, the navigation, the sprite, the measures."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.urls import reverse

from network.ui import locators
from network.ui.navigation import entries


@pytest.mark.parametrize(
    ("demonstration", "person", "status"), [(True, None, 200), (False, None, 404), (False, "account", 404), (False, "staff", 200)]
)
def test_the_page_of_components_is_for_the_demonstration_and_the_team(demonstration, person, status, settings, request, client_of, db):
    settings.DEMONSTRATION = demonstration
    user = request.getfixturevalue(person) if person else None
    assert client_of(user).get(reverse("ui:components")).status_code == status


def test_the_page_of_components_shows_every_component(client, db):
    shown = {template.name for template in client.get(reverse("ui:components"), {"nom": ""}).templates}
    kept = {f"components/{path.name}" for path in (settings.BASE_DIR / "templates/components").glob("*.html")}
    assert kept - shown == set()


def test_nothing_of_a_page_is_inline(client, db):
    page = client.get(reverse("ui:components")).content.decode()
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)|javascript:", page)


def test_every_icon_that_a_template_asks_for_is_in_the_sprite():
    sprite = Path(finders.find("img/sprite.svg")).read_text(encoding="utf-8")
    ids = {element.get("id") for element in ElementTree.fromstring(sprite)}
    asked = set()
    for template in (settings.BASE_DIR / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        asked |= set(re.findall(r"sprite\.svg' %}#([\w-]+)\"", text))
        asked |= {f"i-{name}" for name in re.findall(r'components/icon\.html" with name="([\w-]+)"', text)}
    assert asked - ids == set()
    assert {"reg", "dep-44", "dep-85", "c-coll", "c-asso", "c-ens", "c-eco"} <= ids


def test_the_navigation_marks_where_one_is():
    first = entries(reverse("actors:list"))[0]
    assert first["current"] == "page"
    assert entries(first["url"] + "une-fiche/")[0]["current"] == "true"
    assert entries("/recherche/")[0]["current"] == ""


def test_a_locator_keeps_the_territory_in_its_frame():
    for polygons in locators.departments().values():
        for polygon in polygons:
            for longitude, latitude in polygon[0]:
                x, y = locators.position(longitude, latitude)
                assert 0 <= x <= locators.WIDTH
                assert 0 <= y <= locators.HEIGHT


def test_a_locator_of_an_unknown_place_shows_the_territory_alone():
    page = Template('{% load measures %}{% locator "75" None None %}').render(Context())
    assert page.count("<use") == 1
    assert "<circle" not in page


@pytest.mark.parametrize(
    ("done", "total", "held", "on", "warm", "off"),
    [(11, 16, 3, 8, 3, 5), (0, 12, 0, 0, 0, 12), (412, 1228, 0, 7, 0, 13), (0, 0, 0, 0, 0, 20), (20, 16, 0, 16, 0, 0)],
)
def test_a_scale_counts_its_units(done, total, held, on, warm, off):
    page = Template("{% load measures %}{% scale 'Places' done total held=held %}").render(
        Context({"done": done, "total": total, "held": held})
    )
    assert [page.count(f'class="{name}"') for name in ("on", "warm", "off")] == [on, warm, off]
