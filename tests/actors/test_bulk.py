"""An act on many lines of a list of the desk: by the services, and one French sentence that says what came of it."""

import pytest

from actors.enums import Role
from actors.models import Contact, Representation
from actors.services import claims, people
from tests.actors.test_admin import shown


@pytest.fixture
def act(client_of, staff):
    """Runs an action of a list on things; the words of the page that comes back."""

    def run(model, action, things):
        chosen = {"action": action, "_selected_action": [thing.pk for thing in things]}
        return shown(client_of(staff).post(f"/admin/actors/{model}/", chosen, follow=True))

    return run


def test_contacts_are_asked_and_hidden(act, make_actor):
    actor = make_actor("Alliance")
    contacts = [Contact.objects.create(actor=actor, name=f"Awa {n}", email=f"awa{n}@exemple.fr" if n else "") for n in range(3)]
    said = act("contact", "ask_consent", contacts)
    assert "2 courriels partis." in said
    assert "Awa 0 : Indiquez d’abord l’adresse de cette personne" in said
    said = act("contact", "hide", contacts * 3)
    assert said.count("il n’y a rien à retirer") == 3


def test_no_more_than_five_refusals_are_listed(act, make_actor):
    actor = make_actor("Alliance")
    contacts = [Contact.objects.create(actor=actor, name=f"Awa {n}") for n in range(9)]
    said = act("contact", "ask_consent", contacts)
    assert said.count("Indiquez d’abord l’adresse") == 5
    assert "Et 4 autres dans le même cas." in said


def test_requests_are_accepted_and_people_named_and_removed(act, make_actor, account, neighbour, member, represent):
    actor = make_actor("Alliance")
    represent(member, actor)
    asked = [claims.ask(actor=actor, by=user, role=Role.CONTRIBUTOR, message="Bonjour.") for user in (account, neighbour)]
    assert "2 demandes acceptées." in act("representation", "accept_selected", asked)
    assert "n’attend plus de réponse" in act("representation", "accept_selected", asked)
    assert "1 personne nommée responsable." in act("representation", "name_manager", asked[:1])
    said = act("representation", "end_selected", Representation.objects.all())
    assert "2 personnes retirées." in said
    assert "est la dernière personne responsable" in said
    assert "1 personne retirée." in act("representation", "release_selected", Representation.objects.filter(status="active"))


def test_invitations_are_taken_back(act, make_actor, staff):
    actor = make_actor("Alliance")
    sent = [people.invite(actor=actor, email=f"p{n}@exemple.fr", role=Role.CONTRIBUTOR, by=staff) for n in range(2)]
    assert "2 invitations annulées." in act("invitation", "cancel_selected", sent)
    assert "a déjà reçu une réponse" in act("invitation", "cancel_selected", sent[:1])
