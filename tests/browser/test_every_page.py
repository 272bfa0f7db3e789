"""Every page, on a laptop and on a phone: accessible, no sideways scroll, nothing in the console."""

import pytest

from tests.browser.axe import violations

PUBLIC = [
    "/",
    "/annuaire/",
    "/annuaire/?q=assosiation+benin",
    "/annuaire/?q=zzzzzz&pays=benin",
    "/annuaire/?vue=carte",
    "/annuaire/association-de-demonstration-eau-et-jardins/ecrire/",
    "/recherche/?q=benin",
    "/recherche/?q=zzzzzz",
    "/documents/demander/annuaire/?pays=benin",
    "/api/",
    "/mentions-legales/",
    "/accessibilite/",
    "/donnees-personnelles/",
    "/plan-du-site/",
    "/courriels/",
    "/interface/composants/",
    "/compte/login/",
    "/compte/signup/",
    "/compte/password/reset/",
    "/page-qui-n-existe-pas/",
]
OWN = "/mon-espace/organisations/association-de-demonstration-eau-et-jardins"
MINE = "/annuaire/association-de-demonstration-eau-et-jardins"
MEMBER = [
    "/annuaire/inscrire/",
    f"{MINE}/modifier/",
    f"{MINE}/modifier/siege/",
    f"{MINE}/modifier/activite/",
    f"{MINE}/modifier/contact/",
    f"{OWN}/personnes/",
    f"{OWN}/contacts/ajouter/",
    "/mon-espace/mes-donnees/",
    "/mon-espace/mes-donnees/effacer/",
]
MEMBER += ["/mon-espace/", "/documents/", "/compte/email/", "/compte/password/change/", "/compte/2fa/", "/compte/sessions/"]
STAFF = [
    "/admin/",
    "/admin/actors/actor/",
    "/admin/actors/actor/add/",
    "/admin/accounts/user/",
    "/admin/audit/entry/",
    "/admin/notifications/email/",
    "/admin/notifications/emailwording/",
    "/admin/notifications/emailwording/sorte/login_code/",
    "/admin/crm/interaction/",
    "/admin/crm/interaction/add/",
    "/admin/crm/task/add/",
    "/admin/crm/segment/add/",
    "/admin/crm/election/",
    "/admin/crm/election/elus-a-identifier/",
    "/admin/projects/fundingsource/",
    "/admin/projects/funding/",
    "/admin/observatory/snapshot/figer/",
    "/admin/observatory/snapshot/qualite/?manque=projets-sans-budget",
]
SIZES = ["laptop", "phone"]


def check(page):
    """The page's heading, its width and what axe-core says."""
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "sideways scroll"
    assert violations(page) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page(visit, path, size):
    check(visit(path, size=size))


@pytest.mark.parametrize("size", SIZES)
def test_the_page_of_an_actor(visit, size):
    page = visit("/annuaire/?pays=benin", size=size)
    page.locator(".notice h3 a").first.click()
    check(page)


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_a_member(visit, logged_in, size):
    page = logged_in("membre", size=size)
    for path in MEMBER:
        check(visit(path, page=page))


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_the_team(visit, logged_in, size):
    page = logged_in("equipe", size=size)
    for path in STAFF:
        check(visit(path, page=page))


@pytest.mark.parametrize("path", ["/", "/annuaire/", "/annuaire/?vue=carte", "/recherche/?q=benin"])
def test_nothing_runs_off_the_side_of_a_small_screen(visit, path):
    page = visit(path, size={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
