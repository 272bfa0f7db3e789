"""A member of the team imports a dirty file: sends it, matches its columns, corrects, confirms, sees the sheets."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.axe import violations

LINES = [
    "Subventions de la commission permanente;;;;",
    ";;;;",
    "Bénéficiaire;N° SIRET;CP;Ville;Montant",
    "AMITIÉ GUINÉE DE L’ÉTANG;35181600000000;72000;LE MANS CEDEX 2;1 200,00",
    "Les Puits d’Évron;50362152600014;53600;Évron;300,00",
    'Cercle « de l\'eau »;;49000;Angers;"2 500,00"',
    "Perdus de vue;;44000;Nantez;100,00",
    "AMITIE GUINEE DE L'ETANG;;72000;Le Mans;50,00",
]


def seen(page):
    """The page is accessible and holds in its width."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "sideways scroll"
    assert violations(page) == []


def test_a_dirty_file_becomes_sheets(visit, logged_in):
    page = logged_in("equipe")
    visit("/admin/actors/actor/", page=page)
    page.click("a:text('Importer')")
    seen(page)
    sent = {"name": "commission.csv", "mimeType": "text/csv", "buffer": "\r\n".join(LINES).encode("cp1252")}
    page.set_input_files("input[type=file]", sent)
    page.click("text=Envoyer le fichier")
    expect(page.locator(".import-warnings")).to_contain_text("Les titres des colonnes sont à la ligne 3")
    expect(page.get_by_label("Bénéficiaire")).to_have_value("name")
    expect(page.get_by_label("N° SIRET")).to_have_value("siret")
    expect(page.get_by_label("Montant")).to_have_value("")
    page.select_option("select[name=kind]", "association")
    seen(page)
    page.click("text=Vérifier les lignes")
    counts = page.locator(".import-counts")
    expect(counts).to_contain_text("2 en erreur", timeout=60_000)
    counts.get_by_text("en erreur").click()
    expect(page.locator(".import-lines")).to_contain_text("arrondi par un tableur")
    expect(page.locator(".import-lines")).to_contain_text("« Nantez (44000) » n’est le nom d’aucune commune")
    seen(page)
    with page.expect_download() as download:
        page.click("a:has-text('Télécharger')")
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "AMITIÉ GUINÉE DE L’ÉTANG" in text
    # The numbers are lost: the column is ignored, and the line that was wrong for it alone becomes a sheet.
    page.click("text=Revoir les colonnes")
    page.get_by_label("N° SIRET").select_option("")
    page.click("text=Vérifier les lignes")
    expect(counts).to_contain_text("1 en erreur", timeout=60_000)
    expect(counts).to_contain_text("3 nouvelles")
    expect(counts).to_contain_text("1 répétée")
    page.set_viewport_size({"width": 360, "height": 740})
    seen(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Publier tout de suite").check()
    page.click("input[value^='Écrire']")
    expect(page.locator("#content-main")).to_contain_text(re.compile("3\\s*fiches créées"), timeout=60_000)
    seen(page)
    page.click("text=Voir les fiches créées")
    expect(page.locator("#result_list")).to_contain_text("Les Puits d’Évron")
    visit("/annuaire/?q=puits+evron", page=page)
    page.click("text=Les Puits d’Évron")
    expect(page.locator("main")).to_contain_text("commission.csv")
