"""Search: everything public, nothing else, as people type."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.taxonomy.models import Municipality
from network.ui import throttle


def _page(client, text):
    response = client.get("/recherche/", {"q": text})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("text", ["puits bénin", "PUIT DU BENIN", "puyts", "puits du bénin nantes"])
def test_an_actor_is_found_as_people_type(client, network, text):
    assert "Puits du Bénin" in _page(client, text)


@pytest.mark.parametrize("role", [None, "account", "neighbour"])
def test_what_is_not_published_is_not_found(role, network, client_of, request):
    page = _page(client_of(role and request.getfixturevalue(role)), "brouillon secret")
    assert "Brouillon secret</a>" not in page
    assert network["draft"].slug not in page


@pytest.mark.parametrize(("text", "words", "param"), [("beni", "Bénin", "pays=benin"), ("eau", "Eau et assainissement", "theme=eau")])
def test_a_country_or_a_theme_is_a_way_into_the_list(client, network, text, words, param, read):
    links = {url: name for url, name in read(client.get("/recherche/", {"q": text})).links}
    assert links[f"/annuaire/?{param}"] == words


def test_a_shortcut_says_the_number_that_it_opens(client, network):
    page = _page(client, "bénin")
    assert re.search(r"Bénin</a></span><span class=\"muted\">Pays, 2\u00a0acteurs", page)


def test_a_commune_is_found_by_its_postcode_and_opens_its_actors(client, network, world, read):
    Municipality.objects.filter(pk=world["laval"].pk).update(name_key="laval", search_key="|laval| 53000 53")
    links = [url for url, name in read(client.get("/recherche/", {"q": "53000"})).links if name == "Laval (53)"]
    listed = client.get(links[0]).content.decode()
    assert "Commune de Laval" in listed
    assert "Puits du Bénin" not in listed


def test_a_commune_counts_published_actors_alone(client, network, world):
    Municipality.objects.filter(pk=world["nantes"].pk).update(name_key="nantes", search_key="|nantes| 44000 44")
    assert re.search(r"Nantes \(44\)</a></span><span class=\"muted\">1\u00a0acteur<", _page(client, "44000"))


def test_all_the_answers_are_behind_one_link(client, world, make_actor, read):
    for n in range(9):
        make_actor(f"Solidarité {n}")
    links = {name.strip(): url for url, name in read(client.get("/recherche/", {"q": "solidarite"})).links}
    assert links["Voir les 9\u00a0acteurs"] == "/annuaire/?q=solidarite"


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00", "zzzzqq", "<script>alert(1)</script>", "a" * 5000, "'; DROP TABLE --", "&|!:*()", "n°"]
)
def test_whatever_is_typed_is_answered(client, network, text):
    page = _page(client, text)
    assert "<script>alert" not in page
    assert "/annuaire/" in page


def test_nothing_found_says_what_to_try(client, network):
    page = _page(client, "zzzzqq")
    assert "Rien ne répond à «\u00a0zzzzqq\u00a0»" in page
    assert "Essayez un mot plus court" in page


def test_projects_are_found_and_drafts_are_not(client, make_project, world):
    make_project("Des ruches à Kayes", slug="ruches", places=[(world["mali"], "Kayes")])
    make_project("Des ruches en projet", slug="brouillon", state="draft", published_at=None)
    page = _page(client, "ruches")
    assert "/projets/ruches/" in page
    assert "/projets/brouillon/" not in page


def _queries(client):
    with CaptureQueriesContext(connection) as captured:
        client.get("/recherche/", {"q": "solidarité nantes"})
    return len(captured)


def test_queries_do_not_grow_with_the_answers(client, world, make_actor):
    make_actor("Solidarité 0", municipality=world["nantes"], countries=[world["benin"]])
    client.get("/recherche/", {"q": "solidarité nantes"})
    one = _queries(client)
    for n in range(1, 4):
        make_actor(f"Solidarité {n}", municipality=world["nantes"], countries=[world["benin"], world["mali"]])
    client.get("/recherche/", {"q": "solidarité nantes"})
    assert _queries(client) == one <= 15


def test_too_many_searches_are_refused_for_a_while(client, network, settings):
    settings.THROTTLE = {"search": "2/3600"}
    throttle.memory.clear()
    assert [client.get("/recherche/?q=eau").status_code for _ in range(3)] == [200, 200, 429]
