"""A day of the team: the desk, a task, an exchange with what comes next; an e-mail that is reworded and taken back."""

import re
from datetime import date, timedelta

import pytest

from tests.browser.test_every_page import check

SIZES = ["laptop", "phone"]
ACTOR = "Association de démonstration Eau et jardins"


def _said(page, words):
    page.locator(".messagelist", has_text=words).wait_for()


@pytest.mark.parametrize("size", SIZES)
def test_from_the_desk_to_a_task_to_an_exchange_to_the_timeline(visit, logged_in, size):
    task, subject, step = (f"{words} ({size})" for words in ("Rappeler la présidente", "Visite des jardins", "Envoyer la convention"))
    page = logged_in("equipe", size=size)
    visit("/admin/actors/actor/?q=Eau+et+jardins", page=page)
    page.get_by_role("link", name=ACTOR).click()
    page.get_by_role("link", name="Ajouter une tâche").click()
    page.get_by_label("À faire").fill(task)
    page.get_by_label("Échéance").fill((date.today() - timedelta(days=4)).isoformat())
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    _said(page, "ajouté")

    visit("/admin/", page=page)
    check(page)
    card = page.locator(".desk-card", has=page.get_by_role("heading", name="Vos tâches"))
    assert "4\u00a0jours de retard" in card.inner_text()
    card.get_by_role("link", name=task).click()
    check(page)
    page.get_by_role("link", name="Consigner l’échange qui la règle").click()
    assert ACTOR in page.locator(".field-actors").inner_text()
    page.get_by_label("Sujet").fill(subject)
    page.get_by_label("Ce qui s’est dit").fill("Deux puits de plus.")
    page.get_by_label("Ce qu’il faut faire ensuite").fill(step)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Donnez une échéance à la suite").wait_for()
    assert page.get_by_label("Ce qui s’est dit").input_value() == "Deux puits de plus."
    check(page)
    page.get_by_label("Pour le").fill((date.today() + timedelta(days=10)).isoformat())
    page.get_by_role("button", name="Enregistrer", exact=True).click()

    page.wait_for_url(re.compile("/chronologie/"))
    check(page)
    timeline = page.locator(".timeline")
    for words in (subject, "Deux puits de plus.", step, task, "faite"):
        assert words in timeline.inner_text()
    page.get_by_label("Échanges").check()
    page.get_by_role("button", name="Réduire à ces sortes").click()
    page.wait_for_url(re.compile("sorte=echanges"))
    assert subject in timeline.inner_text()
    assert step not in timeline.inner_text()


@pytest.mark.parametrize("javascript", [False, True])
def test_actors_of_an_exchange_are_written_where_no_script_helps(logged_in, javascript):
    page = logged_in("equipe", javascript=javascript)
    page.goto("/admin/crm/interaction/add/")
    typed = page.get_by_label("Acteur, par son nom")
    assert typed.is_visible() is not javascript
    if not javascript:
        typed.fill(ACTOR.lower())
        page.get_by_label("Sujet").fill("Sans un script")
        page.get_by_role("button", name="Enregistrer", exact=True).click()
        page.wait_for_url(re.compile("/chronologie/"))
        assert "Sans un script" in page.locator(".timeline").inner_text()


@pytest.mark.parametrize(("size", "javascript"), [("laptop", False), ("phone", True)])
def test_an_email_is_reworded_looked_at_and_taken_back(visit, logged_in, size, javascript):
    page = logged_in("equipe", size=size, javascript=javascript)
    visit("/admin/notifications/emailwording/", page=page)
    page.get_by_role("link", name="Votre document est prêt").click()
    page.get_by_label("Objet").fill("{{ titre }} vous attend")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    assert page.get_by_text("La variable «\u00a0titre\u00a0» n’existe pas dans ce courriel").is_visible()
    page.get_by_label("Objet").fill("{{ title }} vous attend")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    _said(page, "Brouillon enregistré")
    if javascript:
        check(page)
    assert page.locator(".wording-subject dd").inner_text() == "Annuaire des acteurs vous attend"
    frame = page.frame_locator(".wording-frame")
    frame.get_by_role("heading", name="Annuaire des acteurs vous attend").wait_for()
    page.get_by_role("button", name="Mettre le brouillon en service").click()
    _said(page, "En service")
    assert page.get_by_text("Texte de l’équipe, en service").is_visible()
    page.get_by_role("button", name="Revenir au texte d’origine").click()
    _said(page, "texte d’origine")
    assert page.get_by_text("Part dans son texte d’origine").is_visible()
    assert "ancien texte" in page.locator(".wording-history").inner_text()
