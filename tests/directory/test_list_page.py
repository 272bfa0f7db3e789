"""The list page: whole or as a fragment, the same thing; its addresses, its empty state, its limits, its statements."""

import re
from html import unescape

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from network.moderation.enums import State
from network.taxonomy.models import Country

HTMX = {"HX-Request": "true"}


@pytest.fixture
def sheets(make_actor, world):
    for n in range(60):
        make_actor(
            f"Structure {n:02}", municipality=world["nantes" if n % 2 else "laval"], countries=[world["benin" if n % 3 else "mali"]],
            college="associations" if n % 5 else "economie", kind="association" if n % 5 else "entreprise",
        )  # fmt: skip


def words(response):
    """The words of a page, no-break spaces as spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).replace("\xa0", " ").split())


def links(response):
    """`{words: address}` of the links of a page."""
    found = re.findall(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', response.text, re.S)
    return {" ".join(unescape(re.sub(r"<[^>]+>", " ", label)).replace("\xa0", " ").split()): unescape(url) for url, label in found}


@pytest.mark.parametrize("address", ["", "?pays=benin", "?q=structure&college=associations&page=2", "?q=zzz", "?tri=fraicheur"])
def test_a_fragment_is_what_a_reload_would_show(client, sheets, address):
    whole = client.get(f"/annuaire/{address}")
    fragment = client.get(f"/annuaire/{address}", headers=HTMX)
    assert "<html" not in fragment.text
    assert fragment.text.strip() in whole.text
    assert fragment["HX-Push-Url"] == f"/annuaire/{address}"
    assert "HX-Request" in fragment["Vary"]


def test_a_page_that_htmx_restores_from_its_history_is_whole(client, sheets):
    client.get("/annuaire/?pays=benin", headers=HTMX)
    restored = client.get("/annuaire/?pays=benin", headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert "<html" in restored.text
    assert "HX-Push-Url" not in restored.headers
    assert "HX-History-Restore-Request" in restored["Vary"]


def test_an_address_is_written_one_way_only(client, sheets):
    fragment = client.get("/annuaire/?q=&tri=&college=&pays=benin&page=1&inconnu=x", headers=HTMX)
    assert fragment["HX-Push-Url"] == "/annuaire/?pays=benin"
    assert client.get("/annuaire/?tri=nom", headers=HTMX)["HX-Push-Url"] == "/annuaire/"
    assert client.get("/annuaire/?tri=nom&q=structure", headers=HTMX)["HX-Push-Url"] == "/annuaire/?q=structure&tri=nom"


def test_relevance_takes_over_from_the_name_as_soon_as_something_is_searched(client, make_actor):
    make_actor("Abeilles", presentation="Avec les zèbres.")
    make_actor("Zèbres du Sahel", presentation="Rien d’autre.")
    page = client.get("/annuaire/?q=zebres&tri=")
    assert page.text.index("Zèbres du Sahel") < page.text.index("Abeilles")
    assert '<option value="" selected>Pertinence</option>' in page.text
    by_name = client.get("/annuaire/?q=zebres&tri=nom").text
    assert by_name.index("Abeilles") < by_name.index("Zèbres du Sahel")


def test_the_title_counts_the_whole_directory_whatever_the_filters(client, sheets):
    lead = "60 structures de la région : 48 associations, 12 acteurs économiques."
    assert lead in words(client.get("/annuaire/"))
    assert lead in words(client.get("/annuaire/?q=zzz"))


def test_every_link_of_the_list_shows_what_it_announces(client, sheets):
    page = client.get("/annuaire/?pays=benin&college=associations")
    found = links(page)
    assert client.get(found["Bénin : retirer ce filtre"]).context["list"].total == 48
    assert client.get(found["Tout effacer"]).context["list"].total == 60
    assert found["Carte"].endswith("vue=carte")
    assert found["Page 2"] == "/annuaire/?college=associations&pays=benin&page=2"
    assert {"CSV", "XLSX", "GeoJSON"} <= set(found)


def test_a_page_beyond_the_last_leads_to_the_last(client, sheets):
    assert client.get("/annuaire/?page=99").url == "/annuaire/?page=3"


def test_an_empty_list_offers_looser_ones_with_their_counts(client, make_actor, world):
    make_actor("Forages", municipality=world["nantes"], countries=[world["benin"]])
    make_actor("Écoles", municipality=world["laval"], countries=[world["mali"]])
    page = client.get("/annuaire/?q=forages&pays=mali&departement=53")
    text, found = words(page), links(page)
    assert "Aucun acteur ne répond à ces trois critères" in text
    assert "Sans « forages » 1 acteur" in text
    assert "Sans « Mali » ni « Mayenne » 1 acteur" in text
    assert found["Sans « forages »"] == "/annuaire/?pays=mali&departement=53"
    for label, address in found.items():
        if label.startswith(("Sans", "Seulement")):
            assert f"{label} {words_of_total(client.get(address))}" in text
    assert "Trier par" not in text
    assert "Exporter" not in text


def words_of_total(response):
    """« 3 acteurs », as the list says it."""
    return unescape(re.search(r"data-total>(.*?)<", response.text)[1]).replace("\xa0", " ")


def test_a_search_alone_that_finds_nothing_says_what_to_try(client, sheets):
    text = words(client.get("/annuaire/?q=zzzzzz"))
    assert "Aucun acteur ne répond à ce critère" in text
    assert "Essayez un mot plus court" in text


def test_an_empty_directory_says_that_it_is(client, db):
    text = words(client.get("/annuaire/"))
    assert "La liste est encore vide" in text


@pytest.mark.parametrize(
    "address", ["", "?q=structure", "?q=strukture&pays=benin&college=associations&departement=44", "?q=zzz&pays=mali", "?page=2"]
)
def test_the_statements_of_a_page_are_few_and_do_not_grow(client, client_of, account, make_actor, world, address):
    make_actor("Structure")
    logged = client_of(account)

    def statements(asker):
        asker.get(f"/annuaire/{address}")
        caches["pages"].clear()
        caches["nearby"].clear()
        with CaptureQueriesContext(connection) as captured:
            asker.get(f"/annuaire/{address}")
        return len(captured)

    before = statements(client), statements(logged)
    for n in range(30):
        make_actor(f"Structure {n}", municipality=world["nantes"], countries=[world["benin"]], themes=[world["wells"]])
    after = statements(client), statements(logged)
    assert max(before[0], after[0]) <= 5, "version, mended words, page, whole directory, ways out; the middle two are kept"
    assert max(before[1], after[1]) <= 8


def test_an_unchanged_page_is_not_computed_again_and_a_change_shows_at_once(client, sheets):
    first = client.get("/annuaire/?pays=benin")
    with CaptureQueriesContext(connection) as captured:
        again = client.get("/annuaire/?pays=benin")
    assert len(captured) == 1
    assert again.text == first.text
    assert client.get("/annuaire/?pays=benin", headers={"If-None-Match": first["ETag"]}).status_code == 304
    Actor.objects.filter(name="Structure 01").update(state=State.ARCHIVED)
    assert "Structure 01" not in client.get("/annuaire/?pays=benin", headers={"If-None-Match": first["ETag"]}).text


def test_searches_are_limited_but_the_plain_list_is_not(client, sheets, settings):
    settings.THROTTLE = {"search": "2/60", "export": "9/60"}
    assert [client.get(f"/annuaire/?q=mot{n}").status_code for n in range(3)] == [200, 200, 429]
    assert client.get("/annuaire/?format=carte").status_code == 429
    assert [client.get(f"/annuaire/?page={n}").status_code for n in (1, 2, 3)] == [200, 200, 200]


def test_the_list_only_reads(client, sheets):
    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)("/annuaire/").status_code == 405


def test_long_facets_say_what_is_folded_away(client, make_actor, world):
    for n in range(20):
        country = Country.objects.create(iso3=f"X{n:02}", iso2=f"{n:02}", slug=f"pays-{n}", name=f"Pays {n:02}", name_en="x")
        make_actor(f"Structure {n}", countries=[country])
    page = client.get("/annuaire/?pays=pays-19")
    assert "14 autres pays" in words(page)
    assert page.text.index('id="pays-pays-19"') < page.text.index('id="pays-pays-0"'), "what is chosen comes first"
    assert "data-searchable" in page.text


def test_the_points_of_the_map_are_kept_until_the_data_change(client, client_of, account, sheets):
    first = client.get("/annuaire/?format=carte&pays=benin")
    with CaptureQueriesContext(connection) as captured:
        again = client_of(account).get("/annuaire/?format=carte&pays=benin")
    assert again.json() == first.json()
    assert again["Content-Type"] == "application/json"
    assert sum("actors_searchentry" in query["sql"] for query in captured) == 0
    Actor.objects.filter(name="Structure 01").update(state=State.ARCHIVED)
    after = client.get("/annuaire/?format=carte&pays=benin", headers={"If-None-Match": first["ETag"]})
    counts = [sum(feature["properties"]["count"] for feature in answer.json()["features"]) for answer in (first, after)]
    assert counts == [40, 39]


def test_a_place_names_its_first_things_in_order(client, sheets):
    features = client.get("/annuaire/?format=carte").json()["features"]
    named = [[thing["name"] for thing in feature["properties"]["things"]] for feature in features]
    assert [len(names) for names in named] == [12, 12]
    assert all(names == sorted(names) for names in named)
    assert [feature["properties"]["count"] for feature in features] == [30, 30]
    assert features[0]["properties"]["colleges"] == {"associations": 24, "economie": 6}
