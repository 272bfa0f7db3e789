"""The person's space: their own organisations and documents, and nothing of anybody else's."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.enums import RepresentationStatus, Role
from network.documents.models import Document, Request
from network.moderation.enums import State
from portal.space import organisations


def _page(client):
    response = client.get("/mon-espace/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def test_a_visitor_is_asked_to_log_in(client, db):
    response = client.get("/mon-espace/")
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/mon-espace/")


def test_an_account_without_organisation_is_told_what_to_do(account, client_of):
    page = _page(client_of(account))
    assert "Aucune organisation n’est liée à votre compte" in page
    assert account.email in page
    assert "/admin/" not in page


def test_a_representative_sees_their_organisations_published_or_not(member, represent, network, client_of):
    represent(member, network["wells"], role=Role.CONTRIBUTOR)
    represent(member, network["draft"])
    page = _page(client_of(member))
    assert "Puits du Bénin" in page
    assert "Brouillon secret" in page
    assert "contributeur ou contributrice" in page
    assert "Complétude" in page
    assert page.count("Fiche jamais confirmée") == 1  # the draft has nothing to confirm yet


def test_nobody_sees_the_organisations_of_another(member, neighbour, represent, network, client_of):
    represent(member, network["draft"])
    represent(neighbour, network["city"])
    page = _page(client_of(neighbour))
    assert "Commune de Laval" in page
    assert "Brouillon secret" not in page
    assert member.email not in page


def test_a_request_shows_that_it_waits_and_opens_nothing(member, represent, network, client_of):
    represent(member, network["draft"], status=RepresentationStatus.REQUESTED)
    page = _page(client_of(member))
    assert "demande envoyée" in page
    assert network["draft"].get_absolute_url() not in page
    assert "Complétude" not in page
    (asked,) = organisations(member)
    assert (asked.completeness, asked.freshness) == (None, None)


def test_an_ended_representation_is_gone(member, represent, network, client_of):
    represent(member, network["draft"], status=RepresentationStatus.ENDED)
    assert "Brouillon secret" not in _page(client_of(member))


def _document(user, title):
    document = Document.objects.create(kind="essai", version="1", release="1", fingerprint=title, title=title)
    Request.objects.create(document=document, user=user)
    return document


def test_recent_documents_are_one_s_own(member, neighbour, client_of):
    mine, other = _document(member, "Annuaire de mai"), _document(neighbour, "Annuaire de juin")
    page = _page(client_of(member))
    assert mine.get_absolute_url() in page
    assert other.title not in page


def test_the_team_finds_its_desk(staff, client_of):
    assert 'href="/admin/"' in _page(client_of(staff))


def test_logging_out_is_a_form(member, client_of):
    client = client_of(member)
    assert '<form method="post" action="/compte/logout/">' in _page(client)
    assert client.post("/compte/logout/").status_code == 302
    assert client.get("/mon-espace/").status_code == 302


def _queries(client):
    with CaptureQueriesContext(connection) as captured:
        client.get("/mon-espace/")
    return len(captured)


def test_queries_do_not_grow_with_organisations_and_documents(member, represent, network, make_actor, world, client_of):
    client = client_of(member)
    represent(member, network["wells"])
    _document(member, "Document 0")
    client.get("/mon-espace/")
    one = _queries(client)
    for n in range(3):
        represent(member, make_actor(f"Autre {n}", countries=[world["mali"]], themes=[world["school"]], state=State.PUBLISHED))
        _document(member, f"Document {n + 1}")
    assert _queries(client) == one <= 9
