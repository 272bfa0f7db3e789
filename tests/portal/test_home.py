"""The home page says what the directory holds, and every number opens exactly what it counts."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.models import Membership, PublicGrant
from network.moderation import services as moderation
from portal.facts import facts


def _total(client, url):
    return _number(re.search(r"data-total>([^<]+)<", client.get(url).content.decode()).group(1))


def _number(words):
    return int(re.search(r"\d+", words.replace("\u00a0", "")).group())


def test_each_number_is_that_of_the_list_it_opens(client, network, staff, read):
    Membership.objects.create(actor=network["wells"], year=timezone.localdate().year, state="paid")
    lists = [(url, words) for url, words in read(client.get("/")).links if url.startswith("/annuaire/") and re.search(r"\d", words)]
    numbered = [(url, words) for url, words in lists if "vue=carte" not in url and not re.match(r"/annuaire/[^?]", url)]
    assert len(numbered) >= 8
    assert {url: _number(words) for url, words in numbered} == {url: _total(client, url) for url, words in numbered}


def test_arcs_countries_and_collèges_count_published_sheets_only(client, network):
    found = facts()
    assert (found.total, found.with_country, found.located) == (3, 2, 2)
    assert [(c.name, c.actors) for c in found.countries] == [("Bénin", 2), ("Mali", 1)]
    assert {s.value: s.count for s in found.colleges} == {"collectivites": 1, "associations": 2, "enseignement": 0, "economie": 0}
    for share in found.colleges:
        assert _total(client, share.url) == share.count
    for country in found.countries:
        assert _total(client, country.url) == country.actors


def test_the_map_figure_is_the_number_of_communes_of_the_map(client, network):
    places = client.get("/annuaire/?vue=carte").context["list"].places
    assert facts().communes == len(places) == 2
    assert facts().located == sum(place.count for place in places)


def test_public_grants_say_how_many_are_known(client, network):
    grants = facts().grants
    assert (grants.count, grants.located, grants.period) == (2, 1, "2011-2012")
    page = client.get("/").content.decode()
    assert "1 sur 2 citent un pays" in page
    assert "2 acteurs sur 3 ont un pays renseigné" in page


def test_nothing_of_an_unpublished_sheet_is_in_the_page(client, network):
    page = client.get("/").content.decode()
    assert "Brouillon secret" not in page
    assert network["draft"].slug not in page
    assert "7\u00a0777" not in page


def test_a_change_shows_at_once(client, network, staff):
    client.get("/")
    moderation.publish(thing=network["draft"], by=staff)
    page = client.get("/")
    assert "Brouillon secret" in page.content.decode()
    assert facts().total == 4
    moderation.archive(thing=network["quiet"], by=staff)
    assert "Amis sans pays" not in client.get("/").content.decode()


def test_an_empty_directory_says_so(client, db):
    page = client.get("/").content.decode()
    assert "L’annuaire est encore vide" in page
    assert "<figure" not in page
    assert facts().pictures is None


def test_a_directory_without_any_country_has_its_figures_and_no_arcs(client, world, make_actor):
    make_actor("Seule", municipality=world["nantes"])
    page = client.get("/").content.decode()
    assert "<figure" not in page
    assert "Seule" in page


def test_a_country_without_a_place_is_in_the_table_and_not_on_the_plate(client, world, make_actor):
    make_actor("Cèdre", countries=[world["liban"], world["benin"]])
    world["benin"].longitude, world["benin"].latitude = 2.3, 9.6
    world["benin"].save()
    page = client.get("/").content.decode()
    assert "1\u00a0pays où agissent" in page
    assert page.count("?pays=liban") >= 2


def _queries(client, cold):
    if cold:
        caches["pages"].clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get("/").status_code == 200
    return len(captured)


def test_queries_are_few_and_do_not_grow(client, network, world, make_actor):
    client.get("/")  # labels are read once a version
    few = _queries(client, cold=True), _queries(client, cold=False)
    for n in range(6):
        actor = make_actor(f"Autre {n}", countries=[world["benin"], world["mali"], world["liban"]], municipality=world["laval"])
        PublicGrant.objects.create(actor=actor, year=2015, funder=f"Ville {n}", amount=5, source="Essai", source_row=50 + n)
    client.get("/")
    assert (_queries(client, cold=True), _queries(client, cold=False)) == few
    assert few[0] <= 16
    assert few[1] <= 2


def test_the_page_does_without_redis(client, network, settings):
    settings.CACHES = {**settings.CACHES, "pages": {**settings.CACHES["pages"], "LOCATION": "unix:///nowhere/redis.sock?db=0"}}
    assert "Puits du Bénin" in client.get("/").content.decode()


PAGES = [
    "/",
    "/recherche/?q=nantes",
    "/recherche/?q=rien-de-tel",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/accessibilite/",
    "/plan-du-site/",
]


@pytest.mark.parametrize("role", [None, "member", "staff"])
@pytest.mark.parametrize("path", [*PAGES, "/mon-espace/"])
def test_no_link_leads_nowhere(path, role, network, request, represent, client_of, read):
    user = role and request.getfixturevalue(role)
    if role == "member":
        represent(user, network["wells"])
        represent(user, network["draft"])
    client = client_of(user)
    response = client.get(path)
    if path == "/mon-espace/" and not user:
        assert response.status_code == 302
        return
    page = read(response)
    assert page.links
    for url in {url for url, _ in page.links if not url.startswith(("mailto:", "https://"))}:
        if url.startswith("#"):
            assert url[1:] in page.ids, url
        else:
            assert client.get(url.partition("#")[0]).status_code in {200, 302}, url
    assert "#" not in {url for url, _ in page.links}
