"""Calls for the fees of a year: what the preview says is what happens, once."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from actors.enums import MembershipState
from actors.models import Membership
from memberships.models import Departure, FeeCall
from memberships.services import calling
from memberships.services.errors import MembershipError
from network.audit.models import Entry
from network.documents.models import Document
from network.notifications.models import Email
from network.taxonomy.enums import College
from tests.memberships.conftest import YEAR, day_of


@pytest.fixture
def members(association, town, make_actor, formerly):
    """Four of the year before: two that can be called, one without a budget, one that left."""
    poor, gone = make_actor("Sans budget", slug="sans-budget"), make_actor("Partie", slug="partie", college=College.BUSINESS)
    formerly(association, town, poor)
    formerly(gone, ended_on=day_of(YEAR - 1, 6, 30))
    return [association, town, poor, gone]


def test_the_preview_says_how_many_how_much_and_who_not(members):
    found = calling.preview(year=YEAR)
    assert found.figures == "2\u00a0appels, 150,50\u00a0€"
    assert [(str(actor), why) for actor, why in found.problems] == [
        ("Sans budget", "budget annuel non déclaré\u00a0: à saisir dans sa fiche de facturation")
    ]
    assert (found.already, found.unreachable) == (0, [])
    assert not FeeCall.objects.exists()


def test_what_was_seen_is_done_with_documents_and_mails(members, staff, member, neighbour):
    calls = calling.call_all(year=YEAR, figures=calling.preview(year=YEAR).figures, by=staff)
    assert [(call.number, str(call.amount)) for call in calls] == [(f"COT-{YEAR}-0001", "120.50"), (f"COT-{YEAR}-0002", "30.00")]
    assert {m.state for m in Membership.objects.filter(year=YEAR)} == {MembershipState.CALLED}
    assert Document.objects.filter(kind="appel-cotisation").count() == 2
    written = set(Email.objects.filter(kind="fee_called").values_list("to", flat=True))
    assert written == {member.email, neighbour.email, "comptabilite@laval.example"}
    assert Entry.objects.filter(verb="appeler la cotisation", by=staff).count() == 2
    again = calling.preview(year=YEAR)
    assert (again.ready, again.already) == ([], 2)


def test_figures_that_changed_since_stop_everything(members, staff):
    seen = calling.preview(year=YEAR).figures
    members[2].college = College.BUSINESS
    members[2].save()
    with pytest.raises(MembershipError, match="les chiffres ont changé"):
        calling.call_all(year=YEAR, figures=seen, by=staff)
    assert not FeeCall.objects.exists()
    assert not Email.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_confirm_at_once_call_once(members, staff):
    figures, start, said = calling.preview(year=YEAR).figures, Barrier(2), []

    def confirm():
        start.wait()
        try:
            said.append(len(calling.call_all(year=YEAR, figures=figures, by=staff)))
        except MembershipError as error:
            said.append(str(error))
        finally:
            connections.close_all()

    threads = [Thread(target=confirm) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert 2 in said
    assert any("plus personne à appeler" in str(answer) for answer in said)
    assert FeeCall.objects.count() == 2
    assert Email.objects.filter(kind="fee_called").count() == 3


def test_who_has_no_address_is_said(make_actor, scale, formerly):
    formerly(make_actor("Muette", slug="muette", college=College.BUSINESS))
    assert [str(actor) for actor in calling.preview(year=YEAR).unreachable] == ["Muette"]


def test_who_left_since_is_not_called(association, formerly):
    formerly(association)
    Departure.objects.create(actor=association, kind="demission", decided_on=day_of(YEAR - 1, 12, 1), last_day=day_of(YEAR - 1, 12, 31))
    assert calling.preview(year=YEAR).ready == []


def test_one_is_called_once(call, association, staff):
    assert call.is_demo is False
    with pytest.raises(MembershipError, match="a déjà une adhésion"):
        calling.call_one(actor=association, year=YEAR, by=staff)


def test_the_mail_says_when_the_bank_is_not_known(call, settings, member):
    (email,) = Email.objects.filter(to=member.email, kind="fee_called")
    assert "ne sont pas renseignées" in email.text
    assert call.number in email.text
    assert call.get_absolute_url() in email.text
    assert email.subject == f"Cotisation {YEAR} de Eau et jardins\u00a0: l’appel est prêt"


def test_a_wrong_iban_is_not_printed(settings, association, staff, member):
    settings.MEMBERSHIPS = {**settings.MEMBERSHIPS, "iban": "FR76 3000 6000 0112 3456 7890 188"}
    calling.call_one(actor=association, year=YEAR, by=staff)
    assert "FR76" not in Email.objects.get(to=member.email).text


def test_a_right_iban_is(settings, association, staff, member):
    settings.MEMBERSHIPS = {**settings.MEMBERSHIPS, "iban": "FR7630006000011234567890189", "bic": "AGRIFRPP"}
    calling.call_one(actor=association, year=YEAR, by=staff)
    assert "FR76\u00a03000\u00a06000\u00a00112\u00a03456\u00a07890\u00a0189" in Email.objects.get(to=member.email).text


def test_the_purchase_order_number_makes_another_document(town, staff, neighbour):
    call = calling.call_one(actor=town, year=YEAR, by=staff)
    calling.set_commitment(call=call, number=" EJ-42 ", by=neighbour)
    call.refresh_from_db()
    assert call.commitment_number == "EJ-42"
    assert Document.objects.filter(kind="appel-cotisation").count() == 2
