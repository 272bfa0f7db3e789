"""Inviting somebody, accepting, leaving; and writing to an organisation: on a laptop and on a phone, each page accessible."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import check

SIZES = ["laptop", "phone"]
SHEET = "/annuaire/association-de-demonstration-eau-et-jardins/"
PEOPLE = "/mon-espace/organisations/association-de-demonstration-eau-et-jardins/personnes/"


def _said(page, words):
    page.locator("#messages .alert", has_text=words).wait_for()


@pytest.mark.parametrize("size", SIZES)
def test_invite_accept_leave(visit, logged_in, size):
    manager = logged_in("membre", size=size)
    manager.get_by_role("link", name=re.compile("^Personnes et contacts")).click()
    manager.get_by_role("button", name="Envoyer l’invitation").click()
    manager.locator(".alert-danger").wait_for()
    assert manager.evaluate("document.activeElement.matches('.alert-danger')"), "the summary of errors takes the focus"
    manager.get_by_label("Adresse électronique").fill("visiteur@demo.example")
    manager.get_by_label(re.compile("^Responsable")).check()
    manager.get_by_role("button", name="Envoyer l’invitation").click()
    _said(manager, "L’invitation est partie à visiteur@demo.example")
    check(manager)

    guest = logged_in("visiteur", size=size)
    visit("/courriels/?adresse=visiteur@demo.example", page=guest)
    guest.get_by_role("link", name=re.compile("vous invite")).first.click()
    guest.wait_for_load_state()
    visit(re.search(r"/lien/invitation/[\w-]+/", guest.content())[0], page=guest)
    check(guest)
    guest.get_by_role("button", name="Accepter l’invitation").click()
    _said(guest, "Vous représentez maintenant")
    visit(PEOPLE, page=guest)
    guest.get_by_role("link", name="Quitter").click()
    check(guest)
    guest.get_by_role("button", name="Quitter la structure").click()
    _said(guest, "Vous ne représentez plus")
    check(guest)

    visit(PEOPLE, page=manager)
    manager.get_by_role("link", name="Quitter").click()
    expect(manager.get_by_text("dernière personne responsable")).to_be_visible()
    check(manager)


@pytest.mark.parametrize("size", SIZES)
def test_writing_to_an_organisation(visit, size):
    page = visit(SHEET, size=size)
    page.get_by_role("link", name="Écrire un message").click()
    page.get_by_label("Votre nom").fill("Camille Exemple")
    page.get_by_label("Votre adresse électronique").fill("camille@demo.example")
    page.get_by_label("Votre message", exact=True).fill("Trop")
    page.get_by_role("button", name="Envoyer le message").click()
    page.locator(".alert-danger").wait_for()
    check(page)
    page.get_by_label("Votre message", exact=True).fill("Bonjour, pouvons-nous visiter vos jardins en mai ?")
    for _ in range(20):  # a person takes longer to write than this page; it says so and keeps every word
        page.get_by_role("button", name="Envoyer le message").click()
        page.wait_for_load_state()
        if not page.get_by_text("parti trop vite").is_visible():
            break
    _said(page, "Votre message est parti")
    check(page)
    visit("/courriels/?adresse=membre@demo.example", page=page)
    assert page.get_by_role("link", name=re.compile("Message de Camille Exemple")).first.is_visible()
