"""The live map and the arcs in a real browser: by keyboard, by zone, with the filters, without a name over another."""

import re
from itertools import combinations

import pytest

SIZES = ["laptop", "phone"]
NAMES = "els => els.map(e => e.getBoundingClientRect()).filter(r => r.width).map(r => [r.left, r.top, r.right, r.bottom])"
MAP = "/annuaire/?vue=carte"


def _map(visit, size, address=MAP):
    page = visit(address, size=size)
    page.locator("#carte .pin[aria-label]").first.wait_for()
    page.locator("#carte path.outline").first.wait_for(state="attached")
    return page


def _total(page):
    return int(re.sub(r"\D", "", page.locator("[data-total]").inner_text()))


def _overlap(a, b):
    return a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5


@pytest.mark.parametrize("size", SIZES)
def test_pins_add_up_to_what_is_said(visit, size):
    page = _map(visit, size)
    labels = page.locator("#carte .pin").evaluate_all("els => els.map(e => e.getAttribute('aria-label'))")
    counts = [int(found.group(1)) if (found := re.match(r"(\d+) fiches", label)) else 1 for label in labels]
    assert sum(counts) == int(re.search(r"\d+", page.locator("#localises").inner_text()).group())


@pytest.mark.parametrize("size", SIZES)
def test_a_pin_is_read_by_keyboard_and_gives_the_focus_back(visit, size):
    page = _map(visit, size)
    pin = page.locator("#carte .pin:has(.pin-shape)").first
    pin.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup a[href^='/annuaire/']").first.wait_for()
    assert page.evaluate("document.activeElement.closest('.leaflet-popup') !== null")
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert page.evaluate("document.activeElement.classList.contains('pin')")


@pytest.mark.parametrize("size", SIZES)
def test_the_zone_narrows_the_list_with_its_filters_and_stays_while_they_change(visit, size):
    page = _map(visit, size, f"{MAP}&college=associations")
    before = _total(page)
    assert not page.locator(".map-zone").is_visible()
    page.locator("#carte .pin:has(.pin-count)").first.focus()
    page.keyboard.press("Enter")
    page.locator(".map-zone").wait_for()
    page.locator(".map-zone").click()
    page.wait_for_url(re.compile("emprise="))
    page.locator(".chip", has_text="Zone de la carte").wait_for()
    narrowed = _total(page)
    assert 0 < narrowed < before
    assert "college=associations" in page.url
    page.locator("#carte .pin").first.wait_for()
    page.locator(".chip", has_text="Associations").click()
    page.wait_for_url(lambda url: "college=" not in url)
    assert "emprise=" in page.url
    assert _total(page) >= narrowed


@pytest.mark.parametrize("size", SIZES)
def test_names_on_the_map_cover_nothing(visit, size):
    page = _map(visit, size)
    page.wait_for_timeout(300)
    shown = page.locator("#carte .pin-name:not(.pin-name-off), #carte .map-name span:not(.pin-name-off)").evaluate_all(NAMES)
    assert shown
    assert not [(a, b) for a, b in combinations(shown, 2) if _overlap(a, b)]


@pytest.mark.parametrize("size", SIZES)
def test_names_of_the_arcs_cover_nothing_as_the_browser_writes_them(visit, size):
    page = visit("/", size=size)
    page.evaluate("document.fonts.ready")
    shown = page.locator(".atlas svg g[aria-hidden] text:not([stroke])").evaluate_all(NAMES)
    assert len(shown) > 15
    # A line box is taller than its letters: what counts is the height from accents to descenders.
    tight = [(left, top + (bottom - top) * 0.2, right, bottom - (bottom - top) * 0.18) for left, top, right, bottom in shown]
    assert not [(a, b) for a, b in combinations(tight, 2) if _overlap(a, b)]


@pytest.mark.parametrize("size", SIZES)
def test_an_arc_leads_to_the_actors_of_its_country(visit, size):
    page = visit("/", size=size)
    arc = page.locator(".m-arc[href*='pays=benin']").locator("visible=true").first
    number = int(re.search(r": (\d+)", arc.get_attribute("aria-label").replace("\u00a0", " ")).group(1))
    arc.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("pays=benin"))
    assert _total(page) == number


def test_without_javascript_the_answers_are_listed_commune_by_commune(visit):
    page = visit(f"{MAP}&pays=benin", javascript=False)
    assert not page.locator("#carte").is_visible()
    assert page.locator("#communes a").first.is_visible()
