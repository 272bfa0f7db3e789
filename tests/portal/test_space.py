"""The person's space: their own organisations and documents, and nothing of anybody else's."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.enums import RepresentationStatus, Role
from actors.models import Actor, Contact, ContactMessage
from actors.services.people import invite
from network.documents.models import Document, Request
from network.moderation.enums import State
from portal.space import organisations
from portal.space import space as read


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
    assert "Aucune structure n’est liée à votre compte" in page
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


def test_what_waits_stands_first_with_its_gesture(member, neighbour, represent, network, client_of):
    represent(neighbour, network["city"])
    represent(member, network["wells"])
    Actor.objects.filter(pk=network["wells"].pk).update(confirmed_at=timezone.now() - timedelta(days=200))
    represent(member, network["draft"])
    Actor.objects.filter(pk=network["draft"].pk).update(refusal_reason="Dites ce que vous faites.")
    invite(actor=network["city"], email=member.email, role=Role.CONTRIBUTOR, by=neighbour)
    Contact.objects.create(actor=network["city"], name="Membre", email=member.email, consent_asked_at=timezone.now())
    found = [todo.title.replace("\xa0", " ") for todo in read(member).todo]
    assert found == [
        "« Commune de Laval » vous invite à la représenter, comme contributeur ou contributrice",
        "« Commune de Laval » propose d’afficher votre nom sur sa page",
        "La fiche de « Brouillon secret » est à corriger",
        "La fiche de « Puits du Bénin » est-elle toujours exacte ?",
    ]
    client = client_of(member)
    page = _page(client)
    assert page.index("Dites ce que vous faites.") < page.index('id="organisations"')
    confirm = f"/mon-espace/organisations/{network['wells'].slug}/confirmer/"
    assert client.post(confirm, {"next": "/mon-espace/"}).url == "/mon-espace/"
    assert len(read(member).todo) == 3


def test_nothing_to_do_is_said(account, client_of):
    assert "Rien ne vous attend aujourd’hui." in _page(client_of(account))


def test_those_who_manage_see_who_asks_to_join_and_others_do_not(member, neighbour, account, represent, network):
    represent(member, network["wells"])
    represent(neighbour, network["wells"], role=Role.CONTRIBUTOR)
    represent(account, network["wells"], status=RepresentationStatus.REQUESTED)
    assert [todo.title.partition(" demande")[0] for todo in read(member).todo if "demande à" in todo.title] == [str(account)]
    assert not any("demande à" in todo.title for todo in read(neighbour).todo)


def test_one_s_own_messages_and_contacts_show_and_nobody_else_s(member, neighbour, network, client_of):
    for user in (member, neighbour):
        ContactMessage.objects.create(
            actor=network["city"], sender=user, name="X", email=user.email, body=f"de {user.email}", form_key=str(user.pk)
        )
        Contact.objects.create(actor=network["quiet"], name=f"Contact {user.first_name}", email=user.email)
    page = _page(client_of(member))
    assert "Message à" in page
    assert "Contact Membre" in page
    assert "Contact Voisine" not in page
    assert neighbour.email not in page


def test_what_is_missing_says_why_it_helps(member, represent, network, client_of):
    represent(member, network["wells"])
    page = _page(client_of(member))
    assert "vous paraissez sur la carte" not in page, "the commune is there"
    assert "on vous reconnaît d’un coup d’œil" in page


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
    assert _queries(client) == one <= 20
