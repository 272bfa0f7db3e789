"""A member references a project with two partners; one of them confirms by its e-mail; the team publishes it."""

import re

import pytest

from tests.browser.test_every_page import check
from tests.browser.test_registration import NEXT, press


def follow_letter(visit, subject, size):
    """Open the letter of this subject in the local mailbox, and follow its button."""
    page = visit("/courriels/", size=size)
    page.get_by_role("link", name=re.compile(subject)).first.click()
    page.wait_for_load_state()
    link = re.search(r"http://\S+/lien/partenariat/[^/\s\"<]+/", page.content())
    page.goto(link[0])
    return page


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_referenced_confirmed_published(visit, logged_in, size):
    title = f"Des puits pour Bohicon, {size}"
    member = logged_in("membre", size=size)
    member.goto("/mon-espace/")
    member.get_by_role("link", name="Référencer un projet").click()
    member.get_by_label("Titre du projet").fill(title)
    member.get_by_label("Résumé").fill("Trois puits, et des jardins autour.")
    member.get_by_role("searchbox", name=re.compile("Thématiques")).fill("eau potable")
    member.get_by_label("Accès à l’eau potable").check()
    member.locator("#secteurs summary").first.wait_for()  # the sectors that answer to the theme
    check(member)
    press(member, NEXT)

    member.wait_for_url(re.compile("/modifier/lieux/"))
    line = member.locator("#places-0")
    line.get_by_label("Pays").select_option("BEN")
    line.get_by_text(re.compile("de la région au Bénin")).wait_for()
    member.get_by_text(re.compile("Enregistré à")).wait_for()  # nobody pressed anything
    member.get_by_role("button", name="Ajouter un lieu").click()
    member.locator("#places-1").wait_for()
    member.mouse.move(0, 0)  # the button changes colour under the mouse
    member.locator("#places-1").get_by_label("Pays").select_option("TGO")
    check(member)
    press(member, NEXT)

    member.wait_for_url(re.compile("/modifier/partenaires/"))
    member.get_by_label("Son nom").press_sequentially("fil équitable", delay=10)
    member.get_by_role("button", name=re.compile("Ajouter.*Fil équitable")).wait_for()
    check(member)
    with member.expect_navigation():
        member.get_by_role("button", name=re.compile("Ajouter.*Fil équitable")).click()
    member.get_by_text("Elle n’est pas dans la liste").click()
    member.get_by_label("Nom", exact=True).fill(f"Maraîchères de Bohicon, {size}")
    member.get_by_label("Pays", exact=True).select_option("BEN")
    with member.expect_navigation():
        member.get_by_role("button", name="Ajouter cette organisation").click()
    if member.get_by_role("button", name="Non, c’en est une autre : l’ajouter".replace(" :", "\u00a0:")).count():
        press(member, "Non, c’en est une autre : l’ajouter".replace(" :", "\u00a0:"))
    assert member.locator("#partnerships fieldset").count() == 2
    check(member)
    press(member, NEXT)

    member.wait_for_url(re.compile("/modifier/argent/"))
    member.get_by_label("Budget total, en euros").fill("12 000 €")
    member.get_by_label("Financeur").fill("Commune de Bohicon")
    member.get_by_label("Année").fill("2026")
    member.get_by_label("Accordé, en euros").fill("deux mille")
    with member.expect_navigation():
        member.get_by_role("button", name=NEXT).click()
    summary = member.locator("[role=alert]")
    summary.wait_for()
    assert summary.evaluate("box => box === document.activeElement")
    assert member.get_by_label("Accordé, en euros").first.input_value() == "deux mille"
    check(member)
    member.get_by_label("Accordé, en euros").first.fill("2 000,50")
    press(member, NEXT)

    member.wait_for_url(re.compile("/modifier/resultats/"))
    check(member)
    press(member, "Proposer à la relecture")
    member.get_by_role("heading", name=title).wait_for()

    partner = follow_letter(visit, f"participe-t-elle au projet.*{title}", size)
    check(partner)
    press(partner, "Oui, nous participons")
    partner.get_by_role("heading", name="Merci, c’est noté").wait_for()
    check(partner)

    team = logged_in("equipe", size=size)
    team.goto("/admin/projects/project/?state__exact=submitted")
    with team.expect_navigation():
        team.get_by_role("link", name=title).click()
    with team.expect_navigation():
        team.get_by_role("button", name="Enregistrer et publier").click()

    visitor = visit("/projets/?pays=togo&q=bohicon", size=size)
    with visitor.expect_navigation():
        visitor.locator("main").get_by_role("link", name=title).first.click()
    shown = visitor.locator("main").inner_text()
    assert "Fil équitable" in shown
    assert "Maraîchères de Bohicon" in shown
    subjects = visit("/courriels/").locator("main").inner_text()
    for words in ("Projet à relire", "L’équipe va relire le projet", "participe à votre projet", "est publié"):
        assert words in subjects
    member.goto("/mon-espace/")
    check(member)
    with member.expect_navigation():
        member.get_by_role("button", name=re.compile(f"Référencer sa suite.*{title}")).click()
    assert member.get_by_label("Titre du projet").input_value() == title
