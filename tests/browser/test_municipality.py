"""Choosing a commune at the keyboard, with the mouse, and without JavaScript."""

import re

import pytest

FIELD = "input[name=municipality]"


@pytest.fixture
def sheet(logged_in):
    """The team's form of a sheet without a commune: opens it, with or without JavaScript."""

    def open_form(**options):
        page = logged_in("equipe", **options)
        page.goto("/admin/actors/actor/?q=handicap+international")
        page.locator("#result_list tbody th a").first.click()
        page.wait_for_url(re.compile("/change/"))
        return page

    return open_form


def save(page):
    """Save and stay on the form."""
    page.locator("[name=_continue]").click()
    page.wait_for_load_state()


def test_the_keyboard_alone_chooses_a_commune(sheet):
    page = sheet()
    field = page.locator(FIELD)
    field.fill("st aubin")  # at once: letter by letter, the proposals of a shorter text would still be on their way
    options = page.locator("[role=listbox] [role=option]")
    options.first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    chosen = options.nth(1).locator(".municipality-name").inner_text()
    field.press("Enter")
    assert field.input_value() == chosen
    assert field.get_attribute("aria-expanded") == "false"
    field.fill("angers")
    options.first.wait_for()
    field.press("Escape")
    assert field.input_value() == "angers", "what was typed stays"
    save(page)
    assert page.locator(FIELD).input_value() == "Angers (49)"
    page.locator(FIELD).fill("")
    save(page)


def test_the_mouse_chooses_an_old_commune(sheet):
    page = sheet(size="phone")
    page.locator(FIELD).fill("anetz")
    page.get_by_role("option", name=re.compile("Vair-sur-Loire.*anciennement Anetz")).click()
    assert page.locator(FIELD).input_value() == "Vair-sur-Loire (44)"
    assert page.evaluate("document.activeElement.name") == "municipality"


def test_without_javascript_one_writes_it_and_an_error_names_the_candidates(sheet):
    page = sheet(javascript=False)
    page.fill(FIELD, "allonnes")
    save(page)
    assert page.locator(FIELD).input_value() == "allonnes"
    assert "Allonnes (72), Allonnes (49)" in page.locator(".field-municipality").inner_text().replace("\u00a0", " ")
    page.fill(FIELD, "allonnes (72)")
    save(page)
    assert page.locator(FIELD).input_value() == "Allonnes (72)"
    page.fill(FIELD, "")
    save(page)
