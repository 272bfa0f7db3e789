"""A year's fees: called by the team, paid, matched with the bank's file; the member finds its receipt in its space."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import check

NEXT = date.today().year + 1
ASSOCIATION, COOPERATIVE = "Association de démonstration Eau et jardins", "Coopérative de démonstration Fil équitable"
MEMBERSHIPS, BANK = "/admin/actors/membership/", "/admin/memberships/bankstatement/"
SIZES = ["laptop", "phone"]


def said(page, words):
    expect(page.locator(".messagelist")).to_contain_text(words)


def downloaded(page, name):
    """The name and the octets of the PDF of a link, once the worker has made it: then the link leads to the file itself."""
    link = page.get_by_role("link", name=name)
    for _ in range(120):
        if link.get_attribute("href").endswith("/fichier/"):
            break
        page.wait_for_timeout(500)
        page.reload()
    with page.expect_download() as download:
        link.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_fees_are_called_paid_and_receipted(visit, logged_in):
    desk = logged_in("equipe")
    visit("/admin/memberships/feescale/", page=desk)
    check(desk)
    desk.get_by_role("link", name="Recopier une année").click()
    check(desk)
    desk.get_by_label("Pour l’année").fill(str(NEXT))
    desk.get_by_role("button", name="Recopier").click()
    said(desk, f"Barème {NEXT} créé")

    visit(MEMBERSHIPS, page=desk)
    check(desk)
    desk.get_by_role("link", name="Appeler une année").click()
    desk.get_by_label("Année").fill(str(NEXT))
    desk.get_by_role("button", name="Voir l’aperçu").click()
    called = desk.locator(".fee-round", has_text="Ce qui sera appelé")
    expect(called).to_contain_text(ASSOCIATION)
    expect(called).to_contain_text(COOPERATIVE)
    check(desk)
    desk.get_by_role("button", name=re.compile("^Envoyer")).click()
    said(desk, "appels envoyés")
    check(desk)

    desk.get_by_role("link", name=ASSOCIATION).click()
    desk.get_by_role("link", name="Saisir un règlement").click()
    check(desk)
    desk.get_by_label("Montant reçu").fill("15,00")
    desk.get_by_label("Reçu le").fill(date.today().isoformat())
    desk.get_by_label("Moyen").select_option("cheque")
    desk.get_by_label("Payé par").fill("Fonds de soutien")
    desk.get_by_role("button", name="Enregistrer le règlement").click()
    said(desk, "Règlement partiel\u00a0: il reste")
    expect(desk.locator(".fee-call")).to_contain_text("Fonds de soutien")
    check(desk)

    member = logged_in("membre")
    visit("/adhesions/", page=member)
    check(member)
    member.locator("tr", has_text=str(NEXT)).get_by_role("link").first.click()
    check(member)
    name, receipt = downloaded(member, re.compile("^Reçu "))
    assert re.fullmatch(r"recu-demo-\d{4}-\d{4}\.pdf", name)
    name, letter = downloaded(member, "Télécharger l’appel")
    assert receipt[:5] == letter[:5] == b"%PDF-"


@pytest.mark.parametrize("size", SIZES)
def test_a_file_of_the_bank_is_matched_by_a_person(visit, logged_in, size):
    page = logged_in("equipe", size=size)
    visit(f"{BANK}importer/", page=page)
    check(page)
    page.set_input_files("input[type=file]", {"name": "vide.csv", "mimeType": "text/csv", "buffer": b"Nom;Ville\nEau;Laval\n"})
    page.get_by_role("button", name="Importer").click()
    expect(page.locator(".errorlist")).to_contain_text("ne ressemble pas à un relevé")
    check(page)
    label = f"VIR SEPA {COOPERATIVE.upper()} {size}"
    lines = f"Date;Libellé;Crédit\n02/01/{date.today().year};{label};10,00\n02/01/{date.today().year};DON {size};7,00\n".encode("cp1252")
    page.set_input_files("input[type=file]", {"name": f"{size}.csv", "mimeType": "text/csv", "buffer": lines})
    page.get_by_role("button", name="Importer").click()
    said(page, "2\u00a0encaissements à rapprocher")
    check(page)
    line = page.locator(".bank-line", has_text=label)
    expect(line).to_contain_text("nom proche")
    line.get_by_role("button", name=re.compile("^Confirmer")).first.click()
    said(page, "il reste")
    page.locator(".bank-line", has_text=f"DON {size}").get_by_role("button", name="Ce n’est pas une cotisation").click()
    said(page, "Ligne écartée")
    expect(page.locator("#content-main")).to_contain_text("Tout est rapproché")
    check(page)


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_fees(visit, logged_in, size):
    for path in ("/adherer/",):
        check(visit(path, size=size))
    page = logged_in("equipe", size=size)
    lists = ["feescale", "feecall", "payment", "receipt", "bankstatement", "bankline", "joinrequest", "departure", "billingprofile"]
    paths = [f"/admin/memberships/{name}/" for name in lists]
    paths += [MEMBERSHIPS, f"{MEMBERSHIPS}appeler/?year={NEXT}", f"{MEMBERSHIPS}appeler/?year=12", f"{MEMBERSHIPS}add/"]
    paths += ["/adhesions/membres/", "/adhesions/membres/?jour=2001-01-01", "/adhesions/membres/?jour=hier"]
    paths += ["/admin/memberships/feescale/add/", "/admin/memberships/billingprofile/add/"]
    for path in paths:
        check(visit(path, page=page))
    visit(MEMBERSHIPS, page=page)
    page.get_by_role("link", name=COOPERATIVE).first.click()
    check(page)
    acts = page.locator(".submit-row.acts a")
    for address in [act.get_attribute("href") for act in acts.all()]:
        check(visit(address, page=page))
