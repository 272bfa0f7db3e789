"""What the law asks for is there, or visibly missing; machines are told of published pages only."""

from xml.etree import ElementTree

import pytest
from django.core.checks import run_checks

from portal.checks import ASKED, legal_notice
from portal.processings import processings

FILLED = {
    "publisher": "Une Présidente",
    "seat": "1 rue d’Essai, Nantes",
    "phone": "02 00 00 00 00",
    "host": "Un Hébergeur, 2 rue d’Essai, 02 11 11 11 11",
    "email": "contact@reseau.test",
}


@pytest.fixture
def filled(settings):
    settings.NETWORK = {**settings.NETWORK, **FILLED}
    return settings


@pytest.fixture
def blank(settings):
    settings.NETWORK = {**settings.NETWORK, **dict.fromkeys(FILLED, ""), "email": "contact@demo.example"}
    return settings


def test_a_blank_is_shown_and_the_page_says_that_it_is_unfinished(client, db, blank):
    page = client.get("/mentions-legales/").content.decode()
    assert "Page inachevée" in page
    assert page.count("non renseigné<") == 4
    assert "adresse de démonstration" in page


def test_a_finished_notice_says_everything(client, db, filled):
    page = client.get("/mentions-legales/").content.decode()
    assert "Page inachevée" not in page
    assert "non renseigné" not in page
    for value in FILLED.values():
        assert value in page


@pytest.mark.parametrize("key", ASKED)
def test_the_check_warns_about_each_blank(filled, key):
    assert legal_notice(None) == []
    filled.NETWORK = {**filled.NETWORK, key: " "}
    (warning,) = legal_notice(None)
    assert f"NETWORK_{key.upper()}" in warning.hint


def test_the_check_belongs_to_deployment(blank):
    assert not [found for found in run_checks() if found.id.startswith("portal.")]
    assert len([found for found in run_checks(include_deployment_checks=True) if found.id.startswith("portal.")]) == len(ASKED)


def test_without_an_audit_the_statement_is_unfinished(client, db, settings):
    settings.ACCESSIBILITY_AUDIT = ""
    assert "Déclaration inachevée" in client.get("/accessibilite/").content.decode()
    settings.ACCESSIBILITY_AUDIT = "12 mars 2027, 81 % des critères"
    page = client.get("/accessibilite/").content.decode()
    assert "Déclaration inachevée" not in page
    assert "81 % des critères" in page


def test_durations_are_those_of_the_settings(client, db, settings):
    settings.SESSION_COOKIE_AGE = 3 * 24 * 3600
    settings.DOCUMENTS = {**settings.DOCUMENTS, "keep_days": 17}
    settings.EMAILS_KEPT_DAYS = 400
    page = client.get("/donnees-personnelles/").content.decode()
    assert "400\u00a0jours après l’envoi" in page
    assert "3\u00a0jours après la connexion" in page
    assert "17\u00a0jours après la dernière demande" in page
    undecided = [one for one in processings() if not one.kept]
    assert page.count("non renseigné</span></dd>") == len(undecided)


def test_every_cookie_that_the_portal_sets_is_listed(client, account, network):
    client.get("/compte/login/")
    client.post("/compte/login/", {"login": account.email, "password": "demonstration"})
    page = client.get("/donnees-personnelles/").content.decode()
    assert client.cookies
    for name in client.cookies:
        assert f"<code>{name}</code>" in page


def test_search_engines_are_told_of_published_sheets_only(client, network):
    sections = [loc.text for loc in ElementTree.fromstring(client.get("/sitemap.xml").content).iter() if loc.tag.endswith("loc")]
    pages = "".join(client.get(address.removeprefix("http://testserver")).content.decode() for address in sections)
    assert network["wells"].get_absolute_url() in pages
    assert network["draft"].get_absolute_url() not in pages


def test_robots_are_kept_out_of_what_is_private_and_of_exports(client, db, settings):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /mon-espace/" in text
    assert "Disallow: /*format=" in text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
