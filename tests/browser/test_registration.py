"""Registering an organisation: one that exists already is claimed instead; another is refused, corrected, published."""

import re

import pytest

from tests.browser.test_every_page import check

SIZES = ["laptop", "phone"]
KNOWN = {"laptop": "Amélioration fréquentation école burkinabée (AFEB)", "phone": "Avec l’Éthiopie"}
NEXT = "Enregistrer et continuer"


def press(page, name):
    """Press a button of the page's form, and wait for what it opens."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).click()


def begin(page, name):
    """Fill in the first step, and go on."""
    page.goto("/annuaire/inscrire/")
    page.get_by_label("Nom de la structure").fill(name)
    page.get_by_label("Associations").check()
    page.get_by_label("Type de structure").select_option("association")
    press(page, NEXT)
    page.wait_for_url("**/modifier/siege/")


@pytest.mark.parametrize("size", SIZES)
def test_what_exists_already_is_claimed_instead(logged_in, size):
    person = logged_in("visiteur", size=size)
    person.goto("/annuaire/")
    person.locator("main").get_by_role("link", name="Inscrire ma structure").click()
    person.get_by_label("Nom de la structure").press_sequentially(KNOWN[size].split(" (")[0], delay=10)
    panel = person.locator("#doublons")
    panel.get_by_role("heading", name=re.compile("Est-ce")).wait_for()
    check(person)
    panel.get_by_role("link", name=f"C’est la mienne : {KNOWN[size]}".replace(" :", "\u00a0:")).click()
    person.wait_for_url("**/representer/")
    check(person)
    press(person, "Envoyer ma demande")
    summary = person.locator("[role=alert]")
    summary.wait_for()
    assert summary.evaluate("box => box === document.activeElement")
    person.get_by_label("Qui vous êtes dans la structure").fill("Je préside l’association depuis 2024.")
    press(person, "Envoyer ma demande")
    person.get_by_role("heading", name="Votre demande attend une réponse").wait_for()
    check(person)

    team = logged_in("equipe", size=size)
    team.goto("/admin/actors/representation/?status__exact=requested")
    team.get_by_role("link", name="Visiteur de démonstration").first.click()
    team.get_by_role("link", name="Accepter ou refuser la demande").click()
    team.wait_for_load_state()
    check(team)
    press(team, "Accepter la demande")
    person.goto("/mon-espace/")
    card = person.locator(".notice", has_text=KNOWN[size])
    assert "Vous en êtes responsable" in card.inner_text()


@pytest.mark.parametrize("size", SIZES)
def test_refused_corrected_published(visit, logged_in, size):
    name = f"Les Marcheuses de l’Erdre, {size}"
    person, team = logged_in("voisine", size=size), logged_in("equipe", size=size)
    begin(person, name)
    check(person)
    person.get_by_label("Commune du siège").press_sequentially("ecouf", delay=20)
    person.get_by_role("option", name=re.compile("Écouflant")).click()
    person.get_by_text(re.compile("Enregistré à")).wait_for()  # nobody pressed anything

    person.goto("/mon-espace/")
    person.get_by_role("link", name=re.compile(f"Reprendre l’inscription.*{name}")).first.click()
    person.wait_for_url("**/modifier/")
    press(person, NEXT)
    assert person.get_by_label("Commune du siège").input_value() == "Écouflant (49)"
    press(person, NEXT)
    person.get_by_label("Présentation").fill("Nous marchons.")
    person.get_by_role("searchbox", name=re.compile("Pays d’intervention")).fill("burk")
    person.get_by_label("Burkina Faso").check()
    check(person)
    press(person, NEXT)
    check(person)
    press(person, "Proposer à la relecture")
    person.get_by_role("heading", name="Fiche à relire").wait_for()

    def open_in_the_desk():
        team.goto("/admin/actors/actor/?state__exact=submitted")
        with team.expect_navigation():
            team.get_by_role("link", name=name).click()

    open_in_the_desk()
    with team.expect_navigation():
        team.get_by_role("button", name=re.compile("renvoyer avec un motif")).click()
    team.get_by_label("Motif du refus").fill("Dites avec qui vous marchez.")
    with team.expect_navigation():
        team.locator("form:has(textarea[name=reason]) [type=submit]").last.click()

    person.reload()
    assert "Dites avec qui vous marchez." in person.locator("main").inner_text()
    check(person)
    person.get_by_role("link", name="Corrigez la fiche").click()
    check(person)
    person.get_by_role("link", name=re.compile("L’activité" if size == "laptop" else "3|L’activité")).click()
    person.get_by_label("Présentation").fill("Nous marchons avec les écoles de Ouagadougou.")
    press(person, NEXT)
    press(person, "Proposer à la relecture")
    open_in_the_desk()
    with team.expect_navigation():
        team.get_by_role("button", name="Enregistrer et publier").click()

    visitor = visit("/annuaire/?q=marcheuses", size=size)
    visitor.get_by_role("link", name=name).click()
    visitor.wait_for_load_state()
    assert "écoles de Ouagadougou" in visitor.locator("main").inner_text()
    subjects = visit("/courriels/").locator("main").inner_text()
    for words in ("Fiche à relire", "L’équipe va relire", "à corriger avant publication", "est publiée"):
        assert words in subjects
    person.goto(visitor.url)
    person.get_by_role("link", name="Modifier la fiche").first.click()
    person.get_by_role("link", name="Archiver la fiche").click()
    check(person)
    press(person, "Archiver la fiche")


def test_everything_works_without_javascript(visit, logged_in):
    page = logged_in("jury", javascript=False, size="phone")
    page.goto("/annuaire/inscrire/")
    page.get_by_label("Nom de la structure").fill("Anjou Madagaskar")
    page.get_by_label("Associations").check()
    page.get_by_label("Type de structure").select_option("association")
    press(page, NEXT)
    assert page.get_by_label("Nom de la structure").input_value() == "Anjou Madagaskar"
    assert page.get_by_role("link", name=re.compile("C’est la mienne.*Anjou Madagascar")).is_visible()
    page.get_by_label("Non, ma structure est différente").check()
    press(page, NEXT)
    page.get_by_label("Commune du siège").fill("st nazaire")
    press(page, NEXT)
    page.get_by_label("Présentation").fill("Nous jardinons.")
    page.locator("summary", has_text="Afrique de l’Est").click()
    page.get_by_label("Madagascar", exact=True).check()
    press(page, NEXT)
    press(page, "Revenir")
    assert page.get_by_label("Madagascar", exact=True).is_checked()
    press(page, NEXT)
    press(page, "Proposer à la relecture")
    assert "Saint-Nazaire" in page.locator("main").inner_text()
    assert page.get_by_role("heading", name="Fiche à relire").is_visible()


def test_a_save_under_way_does_not_disturb_the_button(logged_in):
    page = logged_in("membre")
    page.goto("/annuaire/association-de-demonstration-eau-et-jardins/modifier/contact/")
    field = page.get_by_label("Téléphone public")
    seen = page.locator("#id_seen").input_value()
    page.route("**/modifier/contact/", lambda route: (page.wait_for_timeout(600), route.continue_())[1])
    with page.expect_request(lambda request: "autosave" in (request.post_data or "")):  # it leaves, and takes its time
        field.fill("02 40 00 00 01")
    field.fill("02 40 00 00 02")
    press(page, "Enregistrer")
    page.wait_for_url("**/annuaire/association-de-demonstration-eau-et-jardins/")
    page.unroute_all()
    page.goto("/annuaire/association-de-demonstration-eau-et-jardins/modifier/contact/")
    assert field.input_value() == "02 40 00 00 02"
    assert page.locator("#id_seen").input_value() != seen


def test_two_windows_on_the_same_words(logged_in):
    page = logged_in("membre")
    address = "/annuaire/association-de-demonstration-eau-et-jardins/modifier/activite/"
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.get_by_label("Présentation").fill("Ce texte vient de l’autre fenêtre.")
    press(other, "Enregistrer")
    page.get_by_label("Présentation").fill("Celui-ci de la première.")
    press(page, "Enregistrer")
    check(page)
    said = page.locator("main").inner_text()
    assert "Ce texte vient de l’autre fenêtre." in said
    assert page.get_by_label("Présentation").input_value() == "Celui-ci de la première."
    press(page, "Enregistrer")
    assert "Celui-ci de la première." in page.locator("main").inner_text()
