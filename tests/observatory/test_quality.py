"""What sheets do not say: each number opens a list of that length, which says whom to call; the statements do not grow."""

import datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from actors.models import Actor, Contact
from network.audit.models import Entry
from observatory.desk import PAGE
from observatory.quality import GAPS, Line, incomplete, lacking, overview
from projects.models import Project

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/observatory/snapshot/qualite/"


def test_each_number_is_the_length_of_its_list(observed, staff, client_of):
    counts = overview()
    assert all(counts.values()), "the little world lacks a bit of everything"
    desk = client_of(staff)
    for name, by_code in counts.items():
        for code, n in by_code.items():
            assert lacking(GAPS[name], code).count() == n, (name, code)
        assert lacking(GAPS[name]).count() == sum(by_code.values())
        page = desk.get(f"{ADDRESS}?manque={name}").content.decode()
        assert f"<span data-total>{sum(by_code.values())}</span>" in page
    sheets = {(gap.sort, sheet.pk) for gap in GAPS.values() for sheet in lacking(gap)}
    assert incomplete() == len(sheets)


def test_what_is_lacking_is_what_the_sheet_says(make_actor, make_project, world):
    now = timezone.now()
    whole = make_actor("Complète", municipality=world["nantes"], confirmed_at=now)
    make_project(lead=whole, budget=100, places=[world["benin"]], confirmed_at=now)
    assert incomplete() == 0
    Project.objects.update(confirmed_at=now - datetime.timedelta(days=400), budget=None)
    Actor.objects.update(municipality=None)
    make_actor("Brouillon", state="draft")
    assert {name: by_code for name, by_code in overview().items() if by_code} == {
        "acteurs-sans-commune": {"inconnu": 1},
        "projets-a-confirmer": {"inconnu": 1},
        "projets-sans-budget": {"inconnu": 1},
    }
    assert Line(lacking(GAPS["projets-sans-budget"]).get(), GAPS["projets-sans-budget"].sort).missing == ["à confirmer", "budget inconnu"]


@pytest.fixture
def called(make_actor, make_project, represent, member, world):
    """A project without a budget, led by an actor where three people are known, one of them twice and one no longer in office."""
    actor = make_actor("Structure", municipality=world["nantes"], public_phone="02 00 00 00 01")
    represent(member, actor)
    actor.contacts.create(name="Membre", email=member.email.upper(), phone="02 00 00 00 02")
    actor.contacts.create(name="Trésorière", function="trésorière", phone="02 00 00 00 03")
    actor.contacts.create(name="Ancien élu", is_elected=True, mandate_end=timezone.localdate() - datetime.timedelta(days=1))
    Contact.objects.create(actor=actor, name="Personne effacée", is_erased=True)
    return make_project("Sans budget", lead=actor)


def test_the_list_says_whom_to_call(called, staff, client_of, member):
    line = Line(lacking(GAPS["projets-sans-budget"], "44").get(), GAPS["projets-sans-budget"].sort)
    assert line.people == [
        (str(member), "responsable de la fiche", "02 00 00 00 02", member.email),
        ("Trésorière", "trésorière", "02 00 00 00 03", ""),
    ]
    page = client_of(staff).get(f"{ADDRESS}?manque=projets-sans-budget&departement=44").content.decode()
    assert all(words in page for words in ("02 00 00 00 01", "02 00 00 00 02", "02 00 00 00 03", member.email))
    assert "Ancien élu" not in page


def test_the_list_leaves_as_a_file_and_who_took_it_is_recorded(called, staff, client_of, account):
    sent = {"manque": "projets-sans-budget", "departement": "44", "format": "xlsx"}
    assert client_of(account).post(f"{ADDRESS}exporter/", sent).status_code == 302
    response = client_of(staff).post(f"{ADDRESS}exporter/", sent)
    rows = list(load_workbook(BytesIO(b"".join(response.streaming_content))).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 2
    assert "Trésorière, trésorière, 02 00 00 00 03" in rows[1][7]
    assert Entry.objects.get(verb="exporter les fiches à compléter").changes["lignes"] == [None, 1]
    assert client_of(staff).post(f"{ADDRESS}exporter/", {**sent, "manque": "tout"}).status_code == 404


def test_the_statements_do_not_grow(called, staff, client_of, make_actor, make_project, represent, neighbour):
    desk, alone = client_of(staff), make_actor("Seule")
    represent(neighbour, alone)
    asked = [f"{ADDRESS}?manque={name}" for name in GAPS]

    def statements():
        for address in asked:
            desk.get(address)
        with CaptureQueriesContext(connection) as captured:
            for address in asked:
                assert desk.get(address).status_code == 200
        return len(captured)

    before = statements()
    for n in range(4):
        actor = make_actor(f"Autre {n}")
        represent(neighbour, actor)
        actor.contacts.create(name=f"Contact {n}", phone="02 00 00 00 09")
        make_project(lead=actor)
    assert statements() == before


def test_the_desk_leads_to_the_page(called, staff, client_of):
    page = client_of(staff).get("/admin/").content.decode()
    assert PAGE == "admin:observatory_quality"
    assert f"{ADDRESS}?manque=projets-sans-budget#liste" in page
