"""Every page, on a laptop and on a phone: accessible, no sideways scroll, nothing in the console."""

import pytest

from projects.registration import STEPS
from tests.browser.axe import violations
from tests.browser.conftest import SIZES

SHOWN = "projet-de-demonstration-des-puits-et-des-jardins-d-ecole-a-dassa-zoume"
BEGUN = "/projets/projet-de-demonstration-une-exposition-dans-les-colleges"
PROJECT = f"/projets/{SHOWN}/"
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
    "/projets/",
    "/projets/?vue=carte",
    "/projets/?q=zzzzzz",
    PROJECT,
    "/dispositifs/",
    "/dispositifs/totem/",
    "/pays/",
    "/pays/benin/",
    "/thematiques/",
    "/thematiques/eau-et-assainissement/",
    "/observatoire/",
    "/observatoire/acteurs/",
    "/observatoire/donnees/",
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
MEMBER += ["/projets/referencer/", *(f"{BEGUN}/modifier/{step.slug}/" for step in STEPS)]
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


# What asks for more once it is there, and what a script lays out by the width that it finds when it is opened.
LATE = "[hx-trigger*=load], #carte"
LAID_OUT_ONCE = "#carte, #changelist-filter"


def check(page):
    """The page's heading, its width and what axe-core says."""
    page.wait_for_load_state("networkidle")
    look(page)


def look(page):
    """The same, of a page that waits for nothing."""
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "sideways scroll"
    assert violations(page) == []


def check_on_each_screen(page):
    """The same on a laptop and on a phone: opened once, unless a script looked at the width of the screen."""
    for number, size in enumerate(SIZES.values()):
        page.set_viewport_size(size)
        if number and page.locator(LAID_OUT_ONCE).count():
            page.reload()
        if page.locator(LATE).count():
            page.wait_for_load_state("networkidle")
        look(page)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page(visit, path):
    check_on_each_screen(visit(path))


def test_the_page_of_an_actor(visit):
    page = visit("/annuaire/?pays=benin")
    page.locator(".notice h3 a").first.click()
    check_on_each_screen(page)


def test_the_pages_of_a_member(visit, logged_in):
    page = logged_in("membre")
    for path in MEMBER:
        check_on_each_screen(visit(path, page=page))


def test_the_pages_of_the_team(visit, logged_in):
    page = logged_in("equipe")
    for path in STAFF:
        check_on_each_screen(visit(path, page=page))


@pytest.mark.parametrize("path", ["/", "/annuaire/", "/annuaire/?vue=carte", "/recherche/?q=benin"])
def test_nothing_runs_off_the_side_of_a_small_screen(visit, path):
    page = visit(path, size={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
