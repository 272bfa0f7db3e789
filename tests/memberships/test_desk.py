"""The pages of the desk: each opens, and a second click does nothing twice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.enums import MembershipState
from memberships.enums import LineState, RequestState
from memberships.models import BankLine, BankStatement, FeeCall, Payment, Receipt
from memberships.services import bank, calling, joining, payments
from memberships.services.reminders import remind
from memberships.statements import read_statement
from network.notifications.models import Email
from tests.memberships.conftest import YEAR

TODAY = timezone.localdate()


@pytest.fixture
def desk(client_of, staff):
    return client_of(staff)


@pytest.fixture
def line(db, staff):
    content = f"Date;Libellé;Débit;Crédit\n12/03/{YEAR};VIR EAU ET JARDINS;;30,00\n".encode()
    bank.import_statement(content=content, name="releve.csv", by=staff)
    return BankLine.objects.get()


def act(name, *args):
    return reverse(f"admin:{name}", args=args)


def test_every_page_opens(desk, call, pay, line, town, member, staff):
    payment = pay(call)
    membership = call.membership_id
    asked = joining.ask_to_join(actor=town, message="", by=town.representations.get().user)
    pages = [
        act("actors_membership_changelist"), act("actors_membership_change", membership), act("actors_membership_payment", membership),
        act("actors_membership_reversal", membership, payment.pk), act("actors_membership_departure", membership),
        act("actors_membership_reason", membership, "exonerer"), act("actors_membership_round"), act("actors_membership_add"),
        act("memberships_feecall_changelist"), act("memberships_feecall_change", call.pk), act("memberships_payment_changelist"),
        act("memberships_payment_change", payment.pk), act("memberships_receipt_change", Receipt.objects.get().pk),
        act("memberships_bankstatement_change", BankStatement.objects.get().pk), act("memberships_bankline_change", line.pk),
        act("memberships_joinrequest_change", asked.pk), act("memberships_joinrequest_refuse", asked.pk),
        act("memberships_feescale_changelist"), act("memberships_feescale_change", call.scale_id), act("memberships_feescale_add"),
        act("memberships_billingprofile_changelist"), act("memberships_departure_changelist"),
    ]  # fmt: skip
    assert {page: desk.get(page, follow=True).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_a_double_click_records_one_payment(desk, call):
    page = act("actors_membership_payment", call.membership_id)
    sent = {"amount": "10", "received_on": TODAY.isoformat(), "means": "virement", "payer": "", "reference": "", "seen": "0"}
    assert desk.post(page, sent).status_code == 302
    again = desk.post(page, sent)
    assert "vient d’être saisi" in again.text
    assert 'name="seen" value="1"' in again.text
    assert Payment.objects.count() == Receipt.objects.count() == 1
    assert desk.post(page, {**sent, "seen": "1"}).status_code == 302, "two equal payments may be two"


def test_a_number_typed_and_another_pressed_pay_nothing(desk, call, line):
    page = act("memberships_bankstatement_decide", line.pk)
    answer = desk.post(page, {"number": "COT-2000-0001", "call": call.number}, follow=True)
    assert "rien n’est enregistré" in answer.text
    assert not Payment.objects.exists()
    desk.post(page, {"number": "", "call": call.number})
    line.refresh_from_db()
    assert line.state == LineState.MATCHED


def test_accepting_twice_calls_once_and_stays_accepted(desk, association, member):
    asked = joining.ask_to_join(actor=association, message="", by=member)
    page = act("memberships_joinrequest_change", asked.pk)
    for _ in range(2):
        desk.post(page, {"_accept": "1"})
    asked.refresh_from_db()
    assert asked.state == RequestState.ACCEPTED
    assert FeeCall.objects.count() == 1


def test_a_request_whose_fee_was_called_meanwhile_is_accepted(association, member, staff):
    asked = joining.ask_to_join(actor=association, message="", by=member)
    call = calling.call_one(actor=association, year=YEAR, by=staff)
    assert joining.accept(request=asked, by=staff) == call


def test_correcting_a_payment_does_not_move_the_day_it_was_settled(call, pay, staff):
    first = pay(call, "30", TODAY - timedelta(days=9))
    payments.reverse_payment(payment=first, reason="mauvais moyen", by=staff)
    pay(call, "30", TODAY - timedelta(days=9))
    pay(call, "5", TODAY)
    call.membership.refresh_from_db()
    assert (call.membership.state, call.membership.settled_on) == (MembershipState.PAID, TODAY - timedelta(days=9))


def test_one_amount_written_two_ways_is_one_line():
    marks = {
        read_statement(f"Date;Libellé;Crédit\n12/03/{YEAR};VIR EAU;{amount}\n".encode(), "r.csv").lines[0].fingerprint
        for amount in ("150", "150,00", "150,0")
    }
    assert len(marks) == 1


def test_a_reminder_to_nobody_is_not_said_sent(call, member):
    type(member).objects.filter(pk=member.pk).update(is_active=False)
    assert remind(today=call.due_on + timedelta(days=400)) == 0
    assert not call.reminders.exists()
    assert not Email.objects.filter(kind="fee_reminder").exists()
