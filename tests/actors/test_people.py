"""The people of an organisation: invitations that serve once, roles, leaving, and one manager who always stays."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from actors.enums import InvitationOutcome, RepresentationStatus, Role
from actors.links import token_sum
from actors.models import Invitation, Representation
from actors.services import people
from actors.services.people import PeopleError
from network.audit.models import Entry
from network.moderation.enums import State
from network.notifications.models import Email


@pytest.fixture
def mine(make_actor, represent, member):
    """The member's organisation, which they manage."""
    actor = make_actor("Mienne", slug="mienne")
    represent(member, actor, Role.MANAGER)
    return actor


def link_of(email):
    """The token of the link in an invitation."""
    return Email.objects.filter(to=email, kind="invitation").first().text.partition("/lien/invitation/")[2].partition("/")[0]


def active(actor):
    return {(link.user.email.partition("@")[0], link.role) for link in actor.representations.filter(status=RepresentationStatus.ACTIVE)}


def test_an_invitation_is_kept_as_a_sum_and_leaves_by_email(mine, member):
    invitation = people.invite(actor=mine, email=" Nouvelle@Exemple.fr ", role=Role.CONTRIBUTOR, by=member)
    token = link_of("nouvelle@exemple.fr")
    assert invitation.token_sum == token_sum(token)
    assert token not in str(Invitation.objects.values().get())
    assert token not in str(list(Entry.objects.values()))
    assert "exemple.fr" not in str(list(Entry.objects.values()))


def test_the_same_answer_and_the_same_letter_for_a_known_and_an_unknown_address(mine, member, account, client_of):
    client = client_of(member)
    said = []
    for address in (account.email, "inconnue@exemple.fr"):
        response = client.post("/mon-espace/organisations/mienne/personnes/", {"email": address, "role": "contributor"}, follow=True)
        token = link_of(address)
        letter = Email.objects.get(to=address)
        said.append((response.text.replace(address, "A"), letter.text.replace(token, "T"), letter.user_id))
    mask = [(page.partition('<div id="messages"')[2].partition("<h1")[0], text, user) for page, text, user in said]
    assert mask[0] == mask[1]
    assert mask[0][2] is None


def test_accepting_makes_a_representative_once(mine, member, account, client_of):
    people.invite(actor=mine, email=account.email, role=Role.CONTRIBUTOR, by=member)
    path = f"/lien/invitation/{link_of(account.email)}/"
    client = client_of(account)
    assert "Mienne" in client.get(path).text
    assert active(mine) == {("membre", "manager")}, "reading the page changes nothing"
    assert client.post(path, {"answer": "accept"}).status_code == 302
    assert active(mine) == {("membre", "manager"), ("visiteur", "contributor")}
    assert Email.objects.filter(kind="person_joined", to=member.email).count() == 1
    again = client.post(path, {"answer": "accept"}, follow=True)
    assert "déjà reçu une réponse" in again.text
    assert Representation.objects.filter(user=account).count() == 1


def test_a_used_link_serves_nobody_else(mine, member, account, neighbour, client_of):
    people.invite(actor=mine, email="a@exemple.fr", role=Role.MANAGER, by=member)
    path = f"/lien/invitation/{link_of('a@exemple.fr')}/"
    client_of(account).post(path, {"answer": "accept"})
    client_of(neighbour).post(path, {"answer": "accept"})
    assert not Representation.objects.filter(user=neighbour, actor=mine).exists()


def test_a_link_expires_and_a_new_one_replaces_it(mine, member, account, client_of):
    invitation = people.invite(actor=mine, email=account.email, role=Role.CONTRIBUTOR, by=member)
    old = link_of(account.email)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    client = client_of(account)
    assert "plus valable" in client.post(f"/lien/invitation/{old}/", {"answer": "accept"}, follow=True).text
    assert active(mine) == {("membre", "manager")}
    people.invite_again(invitation=invitation, by=member)
    assert client.get(f"/lien/invitation/{old}/").status_code == 404, "the first link opens nothing any longer"
    client.post(f"/lien/invitation/{link_of(account.email)}/", {"answer": "accept"})
    assert ("visiteur", "contributor") in active(mine)


def test_an_invitation_is_declined_or_taken_back(mine, member, account, client_of):
    first = people.invite(actor=mine, email=account.email, role=Role.CONTRIBUTOR, by=member)
    client_of(account).post(f"/lien/invitation/{link_of(account.email)}/", {"answer": "decline"})
    first.refresh_from_db()
    assert first.outcome == InvitationOutcome.DECLINED
    assert Email.objects.filter(kind="invitation_declined", to=member.email).exists()
    second = people.invite(actor=mine, email=account.email, role=Role.CONTRIBUTOR, by=member)
    client_of(member).post(f"/mon-espace/organisations/mienne/personnes/invitations/{second.pk}/annuler/")
    path = f"/lien/invitation/{link_of(account.email)}/"
    assert "annulée" in client_of(account).post(path, {"answer": "accept"}, follow=True).text
    assert active(mine) == {("membre", "manager")}


def test_a_visitor_is_shown_the_way_to_an_account_and_back(mine, member, client):
    people.invite(actor=mine, email="nouvelle@exemple.fr", role=Role.CONTRIBUTOR, by=member)
    path = f"/lien/invitation/{link_of('nouvelle@exemple.fr')}/"
    page = client.get(path)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "/compte/signup/?next=" in page.text
    assert client.post(path, {"answer": "accept"})["Location"].startswith("/compte/login/?next=")


def test_somebody_invited_finds_the_invitation_in_their_space_without_the_link(mine, member, account, neighbour, client_of):
    invitation = people.invite(actor=mine, email=account.email, role=Role.CONTRIBUTOR, by=member)
    path = f"/mon-espace/invitations/{invitation.pk}/"
    assert client_of(neighbour).post(path, {"answer": "accept"}).status_code == 404
    account.emailaddress_set.update(verified=False)
    assert client_of(account).post(path, {"answer": "accept"}).status_code == 404, "an address that is not confirmed proves nothing"
    account.emailaddress_set.update(verified=True)
    client_of(account).post(path, {"answer": "accept"})
    assert ("visiteur", "contributor") in active(mine)


def test_only_managers_and_the_team_act_on_people(mine, member, account, neighbour, represent, staff, client_of):
    contributor = represent(account, mine, Role.CONTRIBUTOR)
    base = "/mon-espace/organisations/mienne/personnes/"
    for user, page, act in ((account, 200, 404), (neighbour, 404, 404), (staff, 200, 302)):
        client = client_of(user)
        assert client.get(base).status_code == page
        assert client.post(base, {"email": f"{user.pk}@exemple.fr", "role": "manager"}).status_code == act
    assert client_of(account).post(f"{base}{contributor.pk}/role/", {"role": "manager"}).status_code == 404
    assert ("visiteur", "contributor") in active(mine)


def test_posting_more_than_the_form_asks_changes_nothing(mine, member, account, neighbour, make_actor, client_of):
    other = make_actor("Autre", slug="autre")
    extra = {"actor": other.pk, "actor_id": other.pk, "user": neighbour.pk, "invited_by": neighbour.pk, "status": "active", "is_staff": "1"}
    data = {"email": account.email, "role": "contributor", **extra}
    client_of(member).post("/mon-espace/organisations/mienne/personnes/", data)
    invitation = Invitation.objects.get()
    assert (invitation.actor, invitation.invited_by) == (mine, member)
    client_of(account).post(f"/lien/invitation/{link_of(account.email)}/", {"answer": "accept", "role": "manager", **extra})
    assert active(mine) == {("membre", "manager"), ("visiteur", "contributor")}
    assert not other.representations.exists()


def test_roles_change_and_the_person_is_told(mine, member, account, represent, client_of):
    link = represent(account, mine, Role.CONTRIBUTOR)
    client_of(member).post(f"/mon-espace/organisations/mienne/personnes/{link.pk}/role/", {"role": "manager"})
    assert ("visiteur", "manager") in active(mine)
    assert Email.objects.filter(kind="role_changed", to=account.email).exists()


def test_ending_somebody_says_it_first_then_tells_them(mine, member, account, represent, client_of):
    link = represent(account, mine, Role.CONTRIBUTOR)
    path = f"/mon-espace/organisations/mienne/personnes/{link.pk}/retirer/"
    client = client_of(member)
    assert "ne pourra plus" in client.get(path).text
    assert ("visiteur", "contributor") in active(mine)
    client.post(path)
    assert active(mine) == {("membre", "manager")}
    assert Email.objects.filter(kind="representation_ended", to=account.email).exists()


def test_the_last_manager_stays_until_another_is_named(mine, member, account, represent, client_of):
    contributor = represent(account, mine, Role.CONTRIBUTOR)
    own = mine.representations.get(user=member)
    client = client_of(member)
    leave, role = (f"/mon-espace/organisations/mienne/personnes/{own.pk}/{verb}/" for verb in ("retirer", "role"))
    assert "dernière personne responsable" in client.post(leave, follow=True).text
    assert "dernière personne responsable" in client.post(role, {"role": "contributor"}, follow=True).text
    assert active(mine) == {("membre", "manager"), ("visiteur", "contributor")}
    people.change_role(representation=contributor, role=Role.MANAGER, by=member)
    assert client.post(leave).url == "/mon-espace/"
    assert active(mine) == {("visiteur", "manager")}
    assert Email.objects.filter(kind="person_left", to=account.email).exists()


def test_the_team_may_leave_an_organisation_without_a_manager(mine, member, staff):
    people.release(representation=mine.representations.get(), by=staff)
    connection.check_constraints()
    assert active(mine) == set()


@pytest.mark.parametrize("act", ["update", "demote", "delete", "user"])
@pytest.mark.django_db(transaction=True)
def test_postgresql_refuses_to_lose_the_last_manager_whoever_writes(mine, member, act):
    links = Representation.objects.filter(actor=mine)
    acts = {
        "update": lambda: links.update(status=RepresentationStatus.ENDED),
        "demote": lambda: links.update(role=Role.CONTRIBUTOR),
        "delete": links.delete,
        "user": member.delete,
    }
    with pytest.raises(IntegrityError, match="no manager"):
        acts[act]()
    assert active(mine) == {("membre", "manager")}


@pytest.mark.django_db(transaction=True)
def test_what_postgresql_lets_pass(mine, member, account, represent, make_actor):
    with transaction.atomic():  # a replacement, in whatever order
        Representation.objects.filter(user=member).update(status=RepresentationStatus.ENDED)
        represent(account, mine, Role.MANAGER)
    Representation.objects.filter(user=account).update(actor=make_actor("Fusion"))  # a merge takes the person along
    archived = make_actor("Archivée", state=State.ARCHIVED)
    represent(member, archived).delete()
    gone = make_actor("Supprimée")
    represent(member, gone)
    gone.delete()


def at_once(*acts):
    """What each act, run at the same moment on its own connection, raised; None when it went through."""
    barrier, said = Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        try:
            barrier.wait(5)
            act(barrier)
        except (PeopleError, IntegrityError) as error:
            said[index] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return said


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_leave_at_once_do_not_both_leave(mine, member, account, represent):
    links = [mine.representations.get(user=member), represent(account, mine, Role.MANAGER)]
    said = at_once(*(lambda barrier, link=link: people.end(representation=link, by=link.user) for link in links))
    assert sorted(type(error).__name__ for error in said) == ["NoneType", "PeopleError"]
    assert len(active(mine)) == 1


@pytest.mark.django_db(transaction=True)
def test_nor_when_they_write_past_the_services(mine, member, account, represent):
    links = [mine.representations.get(user=member), represent(account, mine, Role.MANAGER)]

    def leave(barrier, pk):
        with transaction.atomic():
            Representation.objects.filter(pk=pk).update(status=RepresentationStatus.ENDED)
            barrier.wait(5)  # both have left, as far as each can see

    said = at_once(*(lambda barrier, pk=link.pk: leave(barrier, pk) for link in links))
    assert sorted(type(error).__name__ for error in said) == ["IntegrityError", "NoneType"]
    assert len(active(mine)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_desk_ends_representations_by_the_services(mine, member, staff, client_of):
    desk, link = client_of(staff), mine.representations.get()
    chosen = {"_selected_action": [link.pk]}
    refused = desk.post("/admin/actors/representation/", {"action": "end_selected", **chosen}, follow=True)
    assert "dernière personne responsable" in refused.text
    assert active(mine) == {("membre", "manager")}
    desk.post("/admin/actors/representation/", {"action": "release_selected", **chosen})
    assert active(mine) == set()


def test_the_desk_shows_no_link_of_an_invitation(mine, member, staff, client_of):
    invitation = people.invite(actor=mine, email="a@exemple.fr", role=Role.MANAGER, by=member)
    page = client_of(staff).get(f"/admin/actors/invitation/{invitation.pk}/change/").text
    assert invitation.token_sum not in page
    letter = Email.objects.get(kind="invitation")
    assert link_of("a@exemple.fr") not in client_of(staff).get(f"/admin/notifications/email/{letter.pk}/change/").text


def test_somebody_without_an_account_makes_one_and_finds_the_invitation(mine, member, client):
    people.invite(actor=mine, email="nouvelle@exemple.fr", role=Role.CONTRIBUTOR, by=member)
    path = f"/lien/invitation/{link_of('nouvelle@exemple.fr')}/"
    answer = {"email": "nouvelle@exemple.fr", "password1": "trois mots qui vont bien", "next": path}
    client.post(f"/compte/signup/?next={path}", answer)
    confirm = Email.objects.get(kind="email_confirmation_signup", to="nouvelle@exemple.fr").text
    client.post("/compte/confirm-email/" + confirm.partition("/compte/confirm-email/")[2].partition("/")[0] + "/")
    client.post("/compte/login/", {"login": "nouvelle@exemple.fr", "password": "trois mots qui vont bien"})
    assert "vous invite à la représenter" in client.get("/mon-espace/").text
    client.post(path, {"answer": "accept"})
    assert ("nouvelle", "contributor") in active(mine)


def test_invitations_are_forgotten_a_year_after_they_ended(mine, member, settings):
    people.invite(actor=mine, email="a@exemple.fr", role=Role.CONTRIBUTOR, by=member)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=settings.EMAILS_KEPT_DAYS - 1))
    assert people.forget_old_invitations() == 0
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=settings.EMAILS_KEPT_DAYS + 1))
    assert people.forget_old_invitations() == 1
