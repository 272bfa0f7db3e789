"""Who sees what of an actor: its page, its logo, the list, the counts, the map, the exports."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from actors.enums import RepresentationStatus
from actors.logos import redrawn
from actors.models import Actor
from network.moderation.enums import State
from tests.actors.test_logos import picture

ROLES = ["visitor", "account", "member", "contributor", "ended", "requested", "neighbour", "board", "staff"]
INSIDE = {"member", "contributor", "staff"}
SECRET = "Confidentielle"


@pytest.fixture
def cast(request, account, member, neighbour, board, staff, make_actor, represent, world, settings, tmp_path):
    """The test's actor in the state of the parameter, and a function that gives the client of a role."""
    settings.MEDIA_ROOT = tmp_path
    actor = make_actor(
        SECRET, slug="confidentielle", municipality=world["laval"], countries=[world["liban"]], themes=[world["school"]], kind="fondation",
        ways=["mobilite"], presentation="Un projet discret.", public_email="contact@confidentielle.example",
    )  # fmt: skip
    actor.logo.save("logo.webp", redrawn(SimpleUploadedFile("logo.png", picture())))
    other = make_actor("Publique", municipality=world["nantes"], countries=[world["benin"]], themes=[world["wells"]])
    represent(member, actor)
    represent(neighbour, other)
    return actor


@pytest.fixture
def client_for(client_of, cast, account, member, neighbour, board, staff, represent):
    """The client of a role; makes the representations that some roles need."""

    def log_in(role):
        if role == "contributor":
            represent(account, cast, role="contributor")
        elif role in {"ended", "requested"}:
            represent(account, cast, status=RepresentationStatus(role))
        people = {"visitor": None, "member": member, "neighbour": neighbour, "board": board, "staff": staff}
        return client_of(people.get(role, account) if role != "visitor" else None)

    return log_in


def in_state(actor, state):
    Actor.objects.filter(pk=actor.pk).update(state=state, refusal_reason="Ajoutez un contact." if state == State.DRAFT else "")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", State.values)
def test_a_sheet_and_its_logo_are_seen_by_those_who_may(cast, client_for, state, role):
    in_state(cast, state)
    client, may = client_for(role), state == State.PUBLISHED or role in INSIDE
    page, logo = client.get("/annuaire/confidentielle/"), client.get("/annuaire/confidentielle/logo/")
    assert (page.status_code, logo.status_code) == ((200, 200) if may else (404, 404))
    if not may:
        assert SECRET not in page.text
        assert page.text == client.get("/annuaire/n-existe-pas/").text.replace("n-existe-pas", "confidentielle"), "as if it did not exist"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.ARCHIVED])
def test_the_lists_hold_what_is_published_alone_for_everybody(cast, client_for, state, role):
    client = client_for(role)
    in_state(cast, state)
    for address in ("", "?q=confidentielle", "?pays=liban", "?departement=53", "?type=fondation", "?vue=carte", "?q=discret"):
        page = client.get(f"/annuaire/{address}").text
        assert SECRET not in page
        assert "confidentielle/" not in page
    counts = client.get("/annuaire/").text
    for value in ("pays-liban", "region-du-monde-moyen-orient", "theme-education", "odd-4", "mode-mobilite", "type-fondation"):
        assert f'id="{value}"' not in counts, "a facet would tell what the sheet says"
    points = client.get("/annuaire/?format=carte").json()
    assert (len(points["features"]), points["missing"]) == (1, 0)
    assert SECRET not in client.get("/annuaire/?format=csv").getvalue().decode()
    assert SECRET not in json.dumps(json.loads(client.get("/annuaire/?format=geojson").getvalue()))
    sheet = load_workbook(BytesIO(client.get("/annuaire/?format=xlsx").getvalue())).active
    assert [row[0].value for row in sheet] == ["Nom", "Publique"]


@pytest.mark.parametrize("role", ROLES)
def test_only_those_inside_read_why_a_sheet_came_back_and_what_it_lacks(cast, client_for, role):
    client = client_for(role)
    in_state(cast, State.PUBLISHED)
    page = client.get("/annuaire/confidentielle/").text
    assert ("Pour compléter" in page) == (role in INSIDE)
    assert "Complétude" in page
    if role in INSIDE:
        in_state(cast, State.DRAFT)
        page = client.get("/annuaire/confidentielle/").text
        assert "Ajoutez un contact." in page
        assert "noindex" in page
        assert "ld+json" not in page


@pytest.mark.parametrize("role", ["visitor", "account", "neighbour", "board"])
def test_what_is_not_public_is_not_in_the_source(cast, client_for, staff, member, role):
    Actor.objects.filter(pk=cast.pk).update(refusal_reason="Motif secret.", submitted_by=member, published_by=staff)
    page = client_for(role).get("/annuaire/confidentielle/").text
    for secret in ("Motif secret", member.email, "Membre", staff.email, "published_by", "submitted", "/admin/"):
        assert secret not in page, secret


def test_neighbours_are_published_ones(cast, make_actor, world, client):
    make_actor("Voisine publiée", municipality=world["laval"])
    make_actor("Voisine en brouillon", municipality=world["laval"], countries=[world["liban"]], state=State.DRAFT)
    page = client.get("/annuaire/confidentielle/").text
    assert "Voisine publiée" in page
    assert "Voisine en brouillon" not in page


@pytest.mark.parametrize("role", ROLES)
def test_the_autocompletion_of_actors_is_the_teams(cast, client_for, role):
    answer = client_for(role).get(
        "/admin/autocomplete/", {"app_label": "actors", "model_name": "membership", "field_name": "actor", "term": "conf"}
    )
    assert (SECRET in answer.text) == (role == "staff")
