"""The directory as a PDF: everything that is public, nothing else, and every page where it is said to be."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from actors.enums import MembershipState, Provenance, Way
from actors.models import Membership, PublicGrant
from network.documents import services
from network.documents.kinds import Refusal
from network.moderation.enums import State
from network.moderation.services import archive
from network.taxonomy.enums import College
from tests.documents.conftest import faces, opened, place, worked, workroom  # noqa: F401 – fixtures
from tests.documents.reading import faults, outline, places, texts
from tests.documents.test_binding import numbers_of, printings  # noqa: F401 – fixture

YEAR = 2026


def squeezed(text):
    return "".join(text.split()).replace("\xa0", "")


@pytest.fixture
def sheets(make_actor, world):
    """Eighty actors in two départements and elsewhere: several quires."""
    made = []
    for number in range(80):
        town = world["nantes" if number % 3 else "laval"] if number % 10 else None
        made.append(
            make_actor(
                f"Structure {number:02}", municipality=town, college=list(College)[number % 4],
                countries=[world["benin"]] if number % 2 else [world["mali"], world["liban"]],
                themes=[world["wells"]] if number % 5 else [], presentation="Nous agissons. " * (number % 30),
            )
        )  # fmt: skip
    return made


@pytest.fixture
def made(worked, opened):  # noqa: F811
    """Makes the directory (or another kind) for filters; (row, open PDF)."""

    def make(filters="", kind="annuaire", by=None):
        document = worked(services.request_document(kind=kind, data=QueryDict(filters), by=by))
        assert document.is_ready, document.error
        return document, opened(document)

    return make


def test_it_is_well_tagged_and_every_page_is_where_it_is_said_to_be(sheets, made):
    document, pdf = made()
    assert faults(pdf) == []
    read, found = texts(pdf), places(pdf)
    assert all(f"page {number} sur {document.pages}" in text for number, text in enumerate(read[1:], 2))
    links = numbers_of(pdf)
    assert len(links) > 100
    assert [words for words, number in links if not words.endswith(f", page {number}")] == []
    for actor in sheets:
        assert squeezed(actor.name) in squeezed(read[found[f"acteur-{actor.pk}"] - 1])
    titles = outline(pdf)
    assert titles["Loire-Atlantique"] == found["chapitre-44"] == 3
    assert titles["Index des pays"] == found["index-pays"]
    assert set(sheet.name for sheet in sheets) <= set(titles)


def test_the_index_names_every_page_of_a_country(sheets, made):
    _, pdf = made()
    found = places(pdf)
    expected = {found[f"acteur-{sheet.pk}"] for number, sheet in enumerate(sheets) if number % 2}
    assert {number for words, number in numbers_of(pdf) if words.startswith("Bénin, page")} == expected


def test_contents_say_filters_moment_version_and_what_is_known(sheets, made):
    _, pdf = made("pays=benin&college=associations")
    page = squeezed(texts(pdf)[1])
    assert squeezed("Collège : Associations ; Pays : Bénin") in page
    assert squeezed("Données extraites le") in page
    assert "20fichespubliées" in page
    assert "Cequiestrenseigné" in page
    assert len([1 for name in places(pdf) if name.startswith("acteur-")]) == 20


def test_an_entry_says_all_that_is_public(make_actor, world, made):
    actor = make_actor(
        "Alliance Loire Bénin", acronym="ALB", presentation="Des puits.\n\nDes écoles.", website="https://alliance.example/",
        public_email="bonjour@alliance.example", public_phone="02 40 00 00 00", founded=1998, ways=[Way.PROJECT], languages=["français"],
        countries=[world["benin"]], themes=[world["water"]], municipality=world["nantes"], provenance=Provenance.PUBLIC_RECORD,
    )  # fmt: skip
    Membership.objects.create(actor=actor, year=YEAR, state=MembershipState.PAID)
    PublicGrant.objects.create(actor=actor, year=2014, funder="Département d’essai", amount=1500, source="jeu d’essai", source_row=1)
    for kind in ("annuaire", "fiche-acteur"):
        text = squeezed(" ".join(texts(made(f"acteur={actor.slug}" if kind == "fiche-acteur" else "", kind)[1])))
        for words in ("Alliance Loire Bénin", "ALB", "Association", "Nantes", "Loire-Atlantique", "Des puits.", "Des écoles.", "Bénin",
                      "Eau et assainissement", "Projet à l’étranger", "français", "1998", "alliance.example", "bonjour@alliance.example",
                      "02 40 00 00 00", "1 500 €", "Département d’essai", "jeu d’essai"):  # fmt: skip
            assert squeezed(words) in text, (kind, words)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.ARCHIVED])
def test_what_is_not_published_and_who_represents_it_are_nowhere(sheets, make_actor, world, represent, member, made, state):
    hidden = make_actor(
        "Confidentielle", state=state, presentation="Secret bien gardé", countries=[world["benin"]], municipality=world["laval"]
    )
    member.first_name, member.last_name = "Prénomcaché", "Nomcaché"
    member.save()
    represent(member, sheets[0])
    represent(member, hidden)
    document, pdf = made()
    text = squeezed(" ".join(texts(pdf)))
    everything = b"".join(bytes(str(item), "utf-8") for item in pdf.objects)
    for word in ("Confidentielle", "Secretbiengardé", "Prénomcaché", "Nomcaché", "membre@demo.example"):
        assert word not in text
        assert word.encode() not in everything
    assert hidden.pk not in document.subjects


def test_a_sheet_that_leaves_the_directory_takes_its_documents_with_it(sheets, made, client_of, staff):
    document, _ = made()
    path = reverse("documents:file", args=[document.pk])
    assert client_of(None).get(path).status_code == 200
    archive(thing=sheets[5], by=staff)
    assert client_of(None).get(path).status_code == 404


def test_one_changed_actor_reprints_its_quire_and_the_contents_alone(sheets, made, printings):  # noqa: F811
    made()
    before = len(printings)
    sheets[40].presentation = sheets[40].presentation.replace("agissons", "agirons")
    sheets[40].save()
    _, pdf = made()
    again = printings[before:]
    assert before > 6
    assert len(again) == 2, [html[:300] for html in again]
    assert sum("agirons" in html for html in again) == 1
    assert faults(pdf) == []


def test_the_same_directory_is_not_made_twice(sheets, made):
    assert made()[0] == services.request_document(kind="annuaire", data=QueryDict("tri=fraicheur&page=3&vue=carte"))
    sheets[0].name = "Autre nom"
    sheets[0].save()
    assert services.request_document(kind="annuaire", data=QueryDict("")).state == "queued"


def test_nothing_to_print_is_said_before(sheets, client_of):
    with pytest.raises(Refusal):
        services.request_document(kind="annuaire", data=QueryDict("q=introuvablement"))
    response = client_of(None).get("/documents/demander/annuaire/?q=introuvablement")
    assert response.status_code == 400
    assert "Aucun acteur ne répond à ces filtres" in response.content.decode()


def test_list_and_sheet_lead_to_their_documents(sheets, client_of):
    client = client_of(None)
    assert "/documents/demander/annuaire/?pays=benin" in client.get("/annuaire/?pays=benin").content.decode()
    assert f"/documents/demander/fiche-acteur/?acteur={sheets[0].slug}" in client.get(sheets[0].get_absolute_url()).content.decode()
    page = client.get("/documents/demander/annuaire/?pays=benin").content.decode()
    assert "40\xa0fiches" in page
    assert "Pays\xa0: Bénin" in page


def test_a_draft_sheet_is_for_those_who_may_see_it(make_actor, represent, member, neighbour, made, client_of):
    actor = make_actor("Brouillon", state=State.DRAFT)
    represent(member, actor)
    document, _ = made(f"acteur={actor.slug}", "fiche-acteur", by=member)
    for person, status in ((member, 200), (neighbour, 404), (None, 404)):
        assert client_of(person).get(reverse("documents:file", args=[document.pk])).status_code == status
        assert client_of(person).get(f"/documents/demander/fiche-acteur/?acteur={actor.slug}").status_code == status
