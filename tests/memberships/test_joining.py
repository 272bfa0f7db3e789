"""Asking to join, and the team's answer."""

import pytest
from django.utils import timezone

from actors.enums import MembershipState, RepresentationStatus
from actors.models import Membership
from memberships.models import FeeCall, JoinRequest
from memberships.services import joining
from memberships.services.errors import MembershipError
from network.notifications.models import Email
from tests.memberships.conftest import YEAR

PAGE = "/adherer/"


@pytest.fixture
def request_(association, member):
    """The member's request for the association."""
    return joining.ask_to_join(actor=association, message="Bonjour", by=member)


def kinds(address):
    return list(Email.objects.filter(to=address).order_by("pk").values_list("kind", flat=True))


def test_a_representative_asks_and_both_sides_are_told(request_, member, settings):
    assert kinds(member.email) == ["join_asked"]
    assert kinds(settings.NETWORK["email"]) == ["join_asked_team"]
    with pytest.raises(MembershipError, match="déjà chez l’équipe"):
        joining.ask_to_join(actor=request_.actor, message="", by=member)


def test_only_those_who_act_for_it_ask(association, neighbour, account, represent):
    represent(account, association, status=RepresentationStatus.REQUESTED)
    for person in (neighbour, account):
        with pytest.raises(MembershipError, match="représentent"):
            joining.ask_to_join(actor=association, message="", by=person)


def test_a_member_does_not_ask(call, association, member):
    with pytest.raises(MembershipError, match="a déjà une adhésion"):
        joining.ask_to_join(actor=association, message="", by=member)


def test_accepted_its_fee_is_called_from_today_on(request_, staff, member):
    call = joining.accept(request=request_, by=staff)
    assert (call.membership.starts_on, call.membership.state) == (timezone.localdate(), MembershipState.CALLED)
    assert kinds(member.email) == ["join_asked", "fee_called", "join_accepted"]
    with pytest.raises(MembershipError, match="déjà acceptée"):
        joining.accept(request=request_, by=staff)
    assert FeeCall.objects.count() == 1


def test_without_a_fee_it_cannot_be_accepted_and_waits(request_, staff, association):
    association.billing.delete()
    with pytest.raises(MembershipError, match="budget annuel non déclaré"):
        joining.accept(request=request_, by=staff)
    request_.refresh_from_db()
    assert request_.state == "waiting"


def test_refused_with_a_reason_that_the_person_reads(request_, staff, member):
    with pytest.raises(MembershipError, match="motif"):
        joining.refuse(request=request_, reason=" ", by=staff)
    joining.refuse(request=request_, reason="Le siège est hors de la région.", by=staff)
    assert "Le siège est hors de la région." in Email.objects.get(kind="join_refused", to=member.email).text
    assert joining.ask_to_join(actor=request_.actor, message="", by=member).pk, "one may ask again"


def test_the_page_asks_for_those_that_one_represents_and_no_other(association, town, member, client_of):
    client = client_of(member)
    assert "Eau et jardins" in client.get(PAGE).text
    assert "Commune de Laval" not in client.get(PAGE).text
    refused = client.post(PAGE, {"actor": town.pk, "message": "texte gardé"})
    assert "Choisissez une structure que vous représentez" in refused.text
    assert "texte gardé" in refused.text
    response = client.post(PAGE, {"actor": association.pk, "message": "Bonjour", "state": "accepted", "asked_by": "1"}, follow=True)
    assert "Votre demande est partie" in response.text
    assert (JoinRequest.objects.get().state, JoinRequest.objects.get().asked_by) == ("waiting", member)
    assert "à l’étude" in response.text


def test_a_visitor_posts_nothing(association, client):
    assert client.post(PAGE, {"actor": association.pk}).status_code == 302
    assert not JoinRequest.objects.exists()


def test_one_who_left_this_year_may_come_back(association, member):
    Membership.objects.create(actor=association, year=YEAR, state=MembershipState.CANCELLED)
    assert association in joining.joinable(member)
