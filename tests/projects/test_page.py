"""The page of a project: what it says, to whom, in a constant number of statements."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.moderation.enums import State
from projects.enums import PartnershipStatus
from projects.models import PartnerOrganisation

pytestmark = pytest.mark.django_db


def page(client, project):
    answer = client.get(project.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def known(make_project, make_actor, world):
    """A project of which much is known."""
    lead = make_actor("Alliance", municipality=world["nantes"])
    town = make_actor("Ville de Laval", college="collectivites", kind="commune", slug="laval")
    return make_project(
        "Puits",
        lead=lead,
        partners=[town],
        places=[(world["benin"], "Dassa", 2.18, 7.73), (world["benin"], "Cotonou", 2.4, 6.4), world["mali"]],
        themes=[world["water"]],
        summary="Des puits.",
        title_en="Wells",
        starts_on=date(2020, 3, 1),
        ends_on=date(2022, 9, 30),
        progress="termine",
        progress_note="Déduit de la date de fin.",
        budget=95000,
        granted={("Région", 2020): 12000, ("Agence", 2021): 30000},
    )


def test_a_visitor_reads_what_is_known(client, known):
    shown = page(client, known)
    for words in (
        "Terminé, 2020-2022",
        "Déduit de la date de fin.",
        "Ville de Laval",
        "95\u00a0000\u00a0€",
        "42\u00a0000\u00a0€",
        "6. Eau",
    ):
        assert words in shown, words
    assert "Projet multi-acteurs" in shown
    assert 'lang="en"' in shown
    assert 'aria-label="Dassa, Bénin\u00a0: les projets dans ce pays"' in shown


def test_the_page_tells_machines_what_it_shows(client, known):
    known.title = "Puits </script><script>alert(1)"
    known.save()
    shown = page(client, known)
    assert "<script>alert" not in shown
    facts = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', shown)[1])
    assert facts["name"] == known.title
    assert [country["name"] for country in facts["areaServed"]] == ["Bénin", "Mali"]
    assert {place["name"] for place in facts["location"]} == {"Dassa, Bénin", "Cotonou, Bénin"}


@pytest.mark.parametrize("status", [PartnershipStatus.ASKED, PartnershipStatus.REFUSED])
def test_who_did_not_say_yes_is_named_to_the_people_of_the_project_alone(
    client, client_of, known, make_actor, represent, member, neighbour, staff, status
):
    known.partnerships.create(actor=make_actor("Lycée discret", college="enseignement", slug="lycee"), status=status)
    represent(member, known.lead)
    seen = {name: "Lycée discret" in page(client_of(who), known) for name, who in
            {"visitor": None, "neighbour": neighbour, "member": member, "staff": staff}.items()}  # fmt: skip
    assert seen == {"visitor": False, "neighbour": False, "member": True, "staff": True}


def test_amounts_that_differ_are_seen_by_the_team_alone(client_of, known, represent, member, staff):
    figure = known.fundings.get(funder="Agence").figures.get()
    figure.funding.figures.create(kind="granted", amount=31999, origin="funder", retained=False)
    represent(member, known.lead)
    assert ["31\u00a0999" in page(client_of(who), known) for who in (None, member, staff)] == [False, False, True]


def test_each_amount_says_who_states_it_and_when(client, known):
    known.fundings.get(funder="Agence").figures.update(origin="funder", source="liste 2021", source_date=date(2022, 1, 15))
    assert "liste du financeur, liste 2021, 15\u00a0janvier 2022" in page(client, known)


def test_partners_of_one_college_make_no_multi_actor_project(client, make_project, make_actor, world):
    project = make_project(partners=[make_actor("Autre association", slug="autre")])
    project.partnerships.create(organisation=PartnerOrganisation.objects.create(name="Union", country=world["benin"]))
    assert "Pas de projet multi-acteurs" in page(client, project)


def test_the_page_says_as_much_as_the_search_table(client, known, make_actor):
    known.partnerships.create(actor=make_actor("Brouillon", college="enseignement", slug="b", state=State.DRAFT, published_at=None))
    assert "2 collèges y participent" in page(client, known), "as many as in the search table"
    assert len(known.search_entry.colleges) == 2


def test_papers_kept_for_the_people_of_the_project_are_not_offered_to_others(client_of, known, represent, member):
    known.papers.create(title="Convention réservée", file="x", filename="c.pdf", content_type="application/pdf", is_public=False)
    represent(member, known.lead)
    assert ["Convention réservée" in page(client_of(who), known) for who in (None, member)] == [False, True]


def test_a_page_takes_as_many_statements_whatever_hangs_on_the_project(client, known, make_actor, world, make_project):
    def count(project):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page(client, project)
        return len(seen)

    page(client, known)
    before = count(known)
    for n in range(3):
        known.places.create(country=world["liban"], town=f"Ville {n}")
        known.partnerships.create(actor=make_actor(f"P{n}", slug=f"p{n}", municipality=world["laval"]))
        known.fundings.create(funder=f"F{n}", year=2020).figures.create(kind="paid", amount=3)
        known.results.create(indicator=f"R{n}")
    assert count(known) == before


def test_the_page_of_an_actor_fetches_its_projects(client, known, make_project, make_actor, world):
    draft = make_project("Secret", lead=known.lead, state=State.DRAFT, published_at=None)
    address = f"/projets/acteur/{known.lead.slug}/"
    assert f'hx-get="{address}"' in client.get(known.lead.get_absolute_url()).content.decode()
    whole, fragment = client.get(address).content.decode(), client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in fragment
    for shown in (whole, fragment):
        assert known.title in shown
        assert "porteur" in shown
        assert draft.title not in shown
    assert "partenaire" in client.get("/projets/acteur/laval/").content.decode()
    asked = make_actor("Demandée", slug="demandee")
    known.partnerships.create(actor=asked, status=PartnershipStatus.ASKED)
    assert client.get("/projets/acteur/demandee/", headers={"HX-Request": "true"}).content.decode().strip() == ""


def test_the_page_leads_to_who_else_works_there(client, known, make_project, world):
    other = make_project("Maraîchage à Dassa", places=[(world["benin"], "Dassa", 2.19, 7.74)])
    shown = page(client, known)
    assert 'href="/projets/?pays=benin">Les projets de la région au Bénin' in shown
    address = re.search(r'hx-get="(/projets/radar/[^"]*pays=benin[^"]*)"', shown)[1].replace("&amp;", "&")
    found = client.get(address).content.decode()
    assert other.title in found
    assert known.title not in found


def test_its_people_edit_it_and_reference_what_follows_from_its_page(client_of, known, represent, member, neighbour):
    represent(member, known.lead)
    shown, other = (page(client_of(who), known) for who in (member, neighbour))
    for address in (f'href="/projets/{known.slug}/modifier/"', f'action="/projets/{known.slug}/prolonger/"'):
        assert (address in shown, address in other) == (True, False), address
