"""Open data: exactly the lists, page after page, for anybody, and nothing of people or of drafts."""

from html import unescape
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from actors.listing import directory as actors
from actors.models import Contact, Representation
from network.moderation.enums import State
from observatory.page import Observatory
from portal.api.fields import words
from projects.listing import directory as projects
from projects.models import PartnerOrganisation, Project, Scheme

pytestmark = pytest.mark.django_db
LISTS = ("acteurs", "projets", "dispositifs")
FIGURES = ("/api/v1/observatoire", "/api/v1/observatoire/pays")
PERSON, MAILBOX, NUMBER = "Aminata Sérandour", "aminata.serandour@mail.example", "06 12 34 56 78"


@pytest.fixture
def published(make_actor, make_project, world, member):
    """Actors, projects and a scheme; a person is planted wherever the portal may hold one, and a draft of each."""
    member.first_name, member.last_name, member.email = "Aminata", "Sérandour", MAILBOX
    member.save()
    place = {"municipality": world["nantes"], "themes": [world["wells"]], "countries": [world["benin"]]}
    lead = make_actor(
        "Alliance", slug="alliance", siren="503621526", public_email=MAILBOX, public_phone=NUMBER, street=f"chez {PERSON}",
        presentation=f"Présidente : {PERSON}, {MAILBOX}", **place,
    )  # fmt: skip
    make_actor("Comité", slug="comite", college="collectivites", kind="commune")
    hidden = make_actor("Brouillon caché", slug="brouillon-cache", state=State.DRAFT, published_at=None, **place)
    Representation.objects.create(user=member, actor=lead, status="active", role="manager")
    agreed = {"is_public": True, "shows_phone": True, "consent_at": "2026-01-01T00:00Z", "consent_how": "link"}
    Contact.objects.create(actor=lead, name=PERSON, email=MAILBOX, phone=NUMBER, **agreed)
    contact = f"Écrire à {MAILBOX} ou au {NUMBER}."
    wells = make_project(
        "Puits", slug="puits", lead=lead, places=[(world["benin"], "Dassa", 2.2, 7.8), world["mali"]], themes=[world["wells"]],
        partners=[hidden], granted={("Région", 2019): 5000}, summary=contact, partners_sought=contact, description=contact,
    )  # fmt: skip
    elsewhere = PartnerOrganisation.objects.create(name="Mairie de Dassa", country=world["benin"])
    wells.partnerships.create(organisation=elsewhere, status="declared", answered_by=member)
    refused = make_actor("Qui a refusé", slug="qui-a-refuse")
    wells.partnerships.create(actor=refused, status="refused", reason=contact)
    disputed = wells.fundings.create(funder="État", year=2020)
    disputed.figures.create(kind="granted", amount=777, retained=False, settled_by=member)
    make_project("Projet en brouillon", slug="projet-brouillon", lead=lead, places=[world["benin"]], state=State.DRAFT, published_at=None)
    scheme = {"published_at": "2026-01-01T00:00Z", "audiences": ["association"], "conditions": contact}
    tandem = Scheme.objects.create(name="Tandem", slug="tandem", state=State.PUBLISHED, **scheme)
    Scheme.objects.create(name="Dispositif en brouillon", slug="dispositif-brouillon", state=State.DRAFT, **scheme)
    wells.fundings.filter(year=2019).update(scheme=tandem)
    return wells


def walk(client, address):
    """Every record, following the next page until there is none."""
    found, totals = [], set()
    while address:
        page = client.get(address.removeprefix("http://127.0.0.1:8000")).json()
        totals.add(page["total"])
        found += page["resultats"]
        address = page["suivante"]
    assert totals == {len(found)}
    return [record["identifiant"] for record in found]


@pytest.mark.parametrize(
    "asked", ["", "pays=benin", "theme=eau", "college=associations&college=collectivites", "q=alliance", "tri=fraicheur"]
)
@pytest.mark.parametrize(("name", "directory"), [("acteurs", actors), ("projets", projects)])
def test_the_pages_together_are_the_list(client, published, make_project, world, name, directory, asked):
    for n in range(3):
        make_project(f"Autre {n}", slug=f"autre-{n}", places=[world["benin"]], themes=[world["water"]])
    shown = directory.shown("/", QueryDict(asked))
    listed = [thing.slug for thing in sorted(directory.export_queryset().filter(pk__in=shown.statement.ids()), key=_rank(shown))]
    assert walk(client, f"/api/v1/{name}?taille=2&{asked}") == listed
    assert shown.total == len(listed) > 0


def _rank(shown):
    ranks = {pk: n for n, pk in enumerate(shown.statement.ids())}
    return lambda thing: ranks[thing.pk]


def test_a_project_says_who_where_and_how_much(client, published):
    record = client.get("/api/v1/projets/puits").json()
    assert record["porteur"] == {
        "nom": "Alliance", "identifiant": "alliance", "college": {"code": "associations", "libelle": "Associations"},
    }  # fmt: skip
    assert [partner["nom"] for partner in record["partenaires"]] == ["Mairie de Dassa"]
    assert [(place["pays"]["iso3"], place["ville"], place["longitude"]) for place in record["lieux"]] == [
        ("BEN", "Dassa", 2.2),
        ("MLI", None, None),
    ]
    assert [(x["financeur"], x["annee"], x["accorde"]) for x in record["soutiens"]] == [("État", 2020, None), ("Région", 2019, 5000)]
    assert record["odd"] == [6]
    assert record["resume"] == "Écrire à [adresse retirée] ou au [numéro retiré]."


@pytest.mark.parametrize("asked", ["", "pays=benin&tout=oui", "de=2019&a=2020", "membres=oui"])
def test_the_figures_are_those_of_the_page_and_of_its_files(client, published, make_project, world, asked):
    for n in range(3):
        make_project(f"Autre {n}", slug=f"autre-{n}", places=[world["benin"], world["mali"]][: n + 1], starts_on=f"{2019 + n}-01-01")
    total = Observatory(QueryDict(asked)).counts.total
    whole = client.get(f"/api/v1/observatoire/ensemble?{asked}").json()["resultats"]
    assert [(line["projets"], line["soutiens_connus"]) for line in whole] == [(total.projects, total.granted_known)]
    for table in client.get("/api/v1/observatoire").json()["resultats"][1:]:
        address, lines = f"{table['adresse'].removeprefix('http://127.0.0.1:8000')}?{asked}&taille=3", []
        while address:
            page = client.get(address.removeprefix("http://127.0.0.1:8000")).json()
            address, lines = page["suivante"], [*lines, *page["resultats"]]
        file = client.get(f"/observatoire/tableaux/{table['identifiant']}/?{asked}&format=json").json()
        assert lines == file["lignes"]
        assert (page["total"], table["colonnes"]) == (len(lines), [column["nom"] for column in file["colonnes"]])
        if table["additif"] and lines:
            assert sum(line["projets"] for line in lines) == total.projects


def test_a_figure_that_changed_is_told(client, published):
    tag = client.get("/api/v1/observatoire/ensemble")["ETag"]
    published.fundings.get(year=2019).figures.update(amount=6000)
    again = client.get("/api/v1/observatoire/ensemble", headers={"If-None-Match": tag})
    assert again.json()["resultats"][0]["soutiens_euros"] == 6000


def test_places_are_the_known_points_or_else_the_country(client, published, world):
    world["mali"].longitude, world["mali"].latitude = -4, 17
    world["mali"].save()
    found = client.get("/api/v1/projets.geojson").json()
    assert [feature["geometry"] for feature in found["features"]] == [{"type": "MultiPoint", "coordinates": [[2.2, 7.8], [-4, 17]]}]
    assert found["numberMatched"] == found["numberReturned"] == 1
    found = client.get("/api/v1/acteurs.geojson").json()
    by_name = {feature["id"]: feature["geometry"] for feature in found["features"]}
    assert by_name["alliance"] == {"type": "Point", "coordinates": [-1.55, 47.22]}
    assert by_name["comite"] is None
    assert client.get("/api/v1/dispositifs.geojson").status_code == 404


def everything(client):
    """All that the API says, page for people included."""
    addresses = ["/api/", "/api/openapi.json", "/api/v1/filtres", *FIGURES]
    addresses += [f"/api/v1/{name}" for name in LISTS] + [f"/api/v1/{name}.geojson" for name in LISTS[:2]]
    addresses += ["/api/v1/acteurs/alliance", "/api/v1/projets/puits", "/api/v1/dispositifs/tandem"]
    return "\n".join(unescape(client.get(address).text) for address in addresses)


def test_no_person_leaves_not_even_for_the_team(client, client_of, staff, published):
    for asker in (client, client_of(staff)):
        said = everything(asker)
        assert "alliance" in said
        for planted in ("Aminata", "Sérandour", "serandour", NUMBER, NUMBER.replace(" ", "")):
            assert planted not in said


def test_nothing_leaves_of_a_draft_or_of_who_declined(client, client_of, staff, published):
    for asker in (client, client_of(staff)):
        said = everything(asker).lower()
        assert "brouillon" not in said
        record = asker.get("/api/v1/projets/puits").text
        assert "Qui a refusé" not in record
        assert "777" not in record
        for address in ("acteurs/brouillon-cache", "projets/projet-brouillon", "dispositifs/dispositif-brouillon"):
            assert asker.get(f"/api/v1/{address}").status_code == 404


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Joindre j.le-goff+ong@mairie-x.example.fr vite", "Joindre [adresse retirée] vite"),
        ("02.40.12.34.56, +33 (0)2 40 12 34 56, 00229 97 12 34 56", "[numéro retiré], [numéro retiré], [numéro retiré]"),
        ("En 2015-2016, 12 500 € pour 3 puits ; SIREN 503621526", "En 2015-2016, 12 500 € pour 3 puits ; SIREN 503621526"),
        ("  ", None),
    ],
)
def test_addresses_and_numbers_written_in_a_text_are_replaced(text, left):
    assert words(text) == left


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("projets?country=benin", "« country »"),
        ("projets?pays=atlantide", "pays=atlantide"),
        ("projets?pays=benin&pays=" + "x" * 101, "pays="),
        ("projets?tri=hasard", "« tri »"),
        ("projets?emprise=1,2", "emprise"),
        ("projets?page=0", "« page »"),
        ("projets?page=99999999999999999999", "« page »"),
        ("projets?taille=201", "de 1 à 200"),
        ("projets?taille=%C2%B2", "« taille »"),
        ("projets.geojson?pays=atlantide", "pays=atlantide"),
        ("acteurs?q=%00&mode=rien", "mode=rien"),
        ("dispositifs?public=roi", "« public »"),
        ("dispositifs?pays=atlantide", "pays=atlantide"),
        ("dispositifs?ouvert=non", "« ouvert »"),
        ("observatoire/pays?pays=atlantide", "pays=atlantide"),
        ("observatoire/pays?country=benin", "« country »"),
        ("observatoire/ensemble?de=1901&a=1902", "période"),
        ("observatoire/ensemble?tout=non", "« tout »"),
        ("observatoire/annees?taille=201", "de 1 à 200"),
    ],
)
def test_what_is_not_understood_is_refused_and_said(client, published, address, said):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert any(said in error for error in response.json()["erreurs"])


def test_a_list_address_of_the_site_may_be_copied(client, published):
    assert client.get("/api/v1/projets?vue=carte&pays=benin&q=").json()["total"] == 1


def test_a_page_beyond_the_last_does_not_exist(client, published):
    assert client.get("/api/v1/projets?page=2").status_code == 404
    assert client.get("/api/v1/projets?q=zzzzzz").json()["total"] == 0


def test_the_links_lead_around(client, published):
    response = client.get("/api/v1/acteurs?taille=1&page=2&q=")
    assert 'taille=1&page=1&q=>; rel="prev"' in response["Link"]
    assert 'page=3&q=>; rel="next"' in response["Link"]
    assert response.json()["precedente"].startswith("http://127.0.0.1:8000/api/v1/acteurs?taille=1")


@pytest.mark.parametrize(
    "address", [*(f"/api/v1/{name}" for name in LISTS), "/api/v1/projets.geojson", "/api/v1/projets/puits", "/api/v1/filtres", *FIGURES]
)
def test_what_one_has_already_is_not_sent_again(client, published, address):
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Access-Control-Allow-Origin"] == "*"
    compressed = {"If-None-Match": f"W/{etag}", "Accept-Encoding": "gzip"}
    assert client.get(address, headers=compressed).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"autre"'}).status_code == 200


def test_a_change_changes_the_version(client, published):
    tags = {name: client.get(f"/api/v1/{name}")["ETag"] for name in LISTS}
    published.fundings.get(year=2019).figures.update(amount=6000)
    assert (
        client.get("/api/v1/projets", headers={"If-None-Match": tags["projets"]}).json()["resultats"][0]["soutiens"][1]["accorde"] == 6000
    )
    published.lead.name = "Alliance nouvelle"
    published.lead.save()
    assert "Alliance nouvelle" in client.get("/api/v1/acteurs", headers={"If-None-Match": tags["acteurs"]}).text
    Scheme.objects.filter(slug="tandem").update(rate_max=40)
    assert client.get("/api/v1/dispositifs", headers={"If-None-Match": tags["dispositifs"]}).json()["resultats"][0]["taux_max"] == 40


def test_a_known_version_costs_one_row(client, published, django_assert_num_queries):
    etag = client.get("/api/v1/projets")["ETag"]
    with django_assert_num_queries(1):
        client.get("/api/v1/projets", headers={"If-None-Match": etag})


@pytest.mark.parametrize("address", [*(f"/api/v1/{name}" for name in LISTS), "/api/v1/projets.geojson", "/api/v1/filtres"])
def test_three_rows_take_the_statements_of_one(client, published, make_project, make_actor, world, address):
    with CaptureQueriesContext(connection) as first:
        assert client.get(address).status_code == 200
    for n in range(2):
        lead = make_actor(
            f"A{n}", slug=f"a{n}", municipality=world["laval"], themes=[world["water"], world["school"]], countries=[world["mali"]]
        )
        other = make_actor(f"P{n}", slug=f"p{n}")
        project = make_project(
            f"Autre {n}", slug=f"b{n}", lead=lead, partners=[other], places=[world["mali"]], granted={("Ville", 2020): 10}
        )
        elsewhere = PartnerOrganisation.objects.create(name=f"O{n}", country=world["mali"])
        project.partnerships.create(organisation=elsewhere)
        project.themes.set([world["water"], world["school"]])
        project.goals.set(world["school"].goals.all()[:n])
        scheme = Scheme.objects.create(name=f"D{n}", slug=f"d{n}", state=State.PUBLISHED, published_at="2026-01-01T00:00Z")
        scheme.countries.add(world["mali"])
        project.fundings.update(scheme=scheme)
    with CaptureQueriesContext(connection) as then:
        assert client.get(address).status_code == 200
    assert len(then) <= len(first) <= 16


def test_too_many_demands_wait(client, published, settings):
    settings.THROTTLE = {"api": "2/3600"}
    assert [client.get("/api/v1/acteurs").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get("/api/v1/filtres")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert refused.json()["detail"].startswith("Trop de demandes")


def test_any_site_may_read_and_none_may_write(client, published):
    before = Project.objects.count()
    asked = client.options("/api/v1/projets", headers={"Origin": "https://ailleurs.example", "Access-Control-Request-Method": "GET"})
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert asked["Access-Control-Allow-Headers"] == "If-None-Match"
    assert "Access-Control-Allow-Credentials" not in asked
    for verb in (client.post, client.put, client.patch, client.delete):
        assert verb("/api/v1/projets").status_code == 405
    assert client.head("/api/v1/projets").content == b""
    assert Project.objects.count() == before


def test_the_licence_is_the_setting(client, published, settings):
    settings.OPEN_DATA = {"licence": "Licence d’essai", "url": "https://licence.example/"}
    assert client.get("/api/v1/projets").json()["licence"] == {"nom": "Licence d’essai", "adresse": "https://licence.example/"}
    assert client.get("/api/openapi.json").json()["info"]["license"]["name"] == "Licence d’essai"
    assert "Licence d’essai" in client.get("/api/").text


class Reader(HTMLParser):
    """The links and the lines to type of a page."""

    def __init__(self, page):
        super().__init__()
        self.links, self.lines, self.tag = [], [], ""
        self.feed(page.partition("<main")[2].partition("</main>")[0])

    def handle_starttag(self, tag, attrs):
        self.tag = tag
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.lines += [data] if self.tag == "code" and data.startswith("curl") else []


def test_each_example_and_each_link_of_the_page_answers(client, published):
    read = Reader(client.get("/api/").text)
    typed = [line.rpartition("'http://127.0.0.1:8000")[2].rstrip("'") for line in read.lines]
    assert len(typed) == 10
    links = [link for link in read.links if link.startswith("/")]
    assert set(typed) <= set(links)
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_the_page_of_an_empty_portal_answers(client, db):
    page = client.get("/api/")
    assert page.status_code == 200
    links = [link for link in Reader(page.text).links if link.startswith("/")]
    assert {client.get(link).status_code for link in links} == {200}


def test_a_value_of_the_filters_counts_what_it_shows(client, published, make_project, world):
    make_project("Autre", places=[world["benin"]], themes=[world["water"]])
    found = client.get("/api/v1/filtres").json()
    assert set(found) == {*LISTS, "observatoire"}
    checked = 0
    for name, filters in found.items():
        for each in filters:
            for value in each["valeurs"]:
                page = client.get(f"/api/v1/{name}", {each["parametre"]: value["code"]})
                assert page.status_code == 200
                if value["nombre"] is not None:
                    assert page.json()["total"] == value["nombre"] > 0
                    checked += 1
    assert checked > 20
