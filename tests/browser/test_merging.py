"""The team finds that one organisation is there twice, makes one sheet of the two, and takes it back."""

import pytest

from tests.browser.test_every_page import check

ONE, OTHER = "Alliance Loire Bénin", "Alliance Loire Bénin (Héric)"


def compare(page, visit):
    """From the desk to the two sheets side by side."""
    visit("/admin/", page=page)
    page.get_by_role("link", name="Toutes les paires à regarder").click()
    pair = page.locator(".pair", has_text=OTHER)
    pair.get_by_role("link", name="Comparer").click()
    page.wait_for_url("**/fusionner/**")


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_the_team_merges_two_sheets_and_parts_them_again(visit, logged_in, size):
    page = logged_in("equipe", size=size)
    visit("/admin/actors/actor/doublons/", page=page)
    check(page)
    compare(page, visit)
    check(page)
    page.locator("summary", has_text="identiques").click()
    group = page.get_by_role("radiogroup", name="Siège")
    assert group.get_by_role("radio", checked=True).count() == 1
    assert page.get_by_label("Autres noms").input_value() == OTHER
    page.get_by_role("button", name="Fusionner les deux fiches").click()
    page.wait_for_url("**/actors/merge/**")
    assert "est fusionnée avec" in page.locator(".messagelist").inner_text()
    check(page)
    done = page.url

    page.locator(".merge-facts a").first.click()
    page.wait_for_url("**/annuaire/**")
    assert page.url.endswith("/annuaire/alliance-loire-benin/")
    assert page.locator("h1").inner_text() == ONE
    assert "Héric" in page.locator("main").inner_text()

    page.goto(done)
    page.get_by_role("link", name="Annuler la fusion…").click()
    page.wait_for_url("**/annuler/")
    check(page)
    page.get_by_role("button", name="Rétablir les deux fiches").click()
    page.wait_for_url("**/change/")
    assert "sont de nouveau deux fiches" in page.locator(".messagelist").inner_text()
    page.goto("/annuaire/alliance-loire-benin-heric/")
    assert page.url.endswith("/annuaire/alliance-loire-benin-heric/")
    assert page.locator("h1").inner_text() == OTHER
