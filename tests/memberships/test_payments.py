"""Payments: the state follows from the sum; nothing that was recorded is changed."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from actors.enums import MembershipState
from actors.models import Actor
from memberships.enums import Means
from memberships.models import FeeCall, Payment, Receipt
from memberships.services import payments, standing
from memberships.services.errors import MembershipError
from network.audit.models import Entry
from network.notifications.models import Email
from tests.memberships.conftest import YEAR

TODAY = timezone.localdate()


def state(call):
    call.membership.refresh_from_db()
    return call.membership.state


def test_paid_when_the_sum_covers(call, pay):
    pay(call, "10", TODAY - timedelta(days=3), Means.CHEQUE, reference="n° 12")
    assert state(call) == MembershipState.CALLED
    assert not Actor.objects.members(TODAY).exists()
    pay(call, "20", TODAY - timedelta(days=1), payer="Fondation du Lac")
    assert state(call) == MembershipState.PAID
    assert call.membership.settled_on == TODAY - timedelta(days=1)
    assert Actor.objects.members(TODAY).exists()
    assert standing.paid_fees(YEAR) == 30


@pytest.mark.django_db(transaction=True)
def test_two_halves_at_once_are_the_whole(call, pay):
    """Each from its own connection: none is summed without the other."""
    start = Barrier(6)

    def half():
        start.wait()
        try:
            pay(call, "5")
        finally:
            connections.close_all()

    threads = [Thread(target=half) for _ in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert state(call) == MembershipState.PAID
    assert standing.paid_fees(YEAR) == 30


def test_what_is_owed_or_too_much_is_said(call, pay):
    assert "il reste 20,00\u00a0€" in payments.outcome(pay(call, "10").call)
    assert "Trop-perçu de 5,00\u00a0€" in payments.outcome(pay(call, "25").call)
    fresh = FeeCall.objects.with_sums().get()
    assert (fresh.owed, fresh.overpaid) == (0, Decimal(5))


def test_a_mistake_is_cancelled_by_a_counter_entry(call, pay, staff):
    payment = pay(call)
    with pytest.raises(MembershipError, match="pourquoi"):
        payments.reverse_payment(payment=payment, reason=" ", by=staff)
    entry = payments.reverse_payment(payment=payment, reason="saisi deux fois", by=staff)
    assert (entry.amount, entry.reverses) == (-30, payment)
    assert state(call) == MembershipState.CALLED
    assert call.membership.settled_on is None
    assert standing.paid_fees(YEAR) == 0
    with pytest.raises(MembershipError, match="déjà annulé"):
        payments.reverse_payment(payment=payment, reason="encore", by=staff)
    with pytest.raises(MembershipError, match="ne s’annule pas"):
        payments.reverse_payment(payment=entry, reason="encore", by=staff)
    assert Receipt.objects.count() == 1, "the receipt keeps its number"
    assert Entry.objects.filter(verb="annuler un règlement").count() == 1


@pytest.mark.parametrize(("amount", "days", "words"), [("0", 0, "plus grand que zéro"), ("-5", 0, "plus grand"), ("5", 1, "à venir")])
def test_what_cannot_be_is_refused(call, pay, amount, days, words):
    with pytest.raises(MembershipError, match=words):
        pay(call, amount, TODAY + timedelta(days=days))
    assert not Payment.objects.exists()


def test_a_waived_membership_takes_no_payment(call, pay, staff):
    standing.waive(membership=call.membership, reason="décision du bureau", by=staff)
    with pytest.raises(MembershipError, match="exonérée"):
        pay(call)
    standing.reopen(membership=call.membership, by=staff)
    pay(call)
    assert state(call) == MembershipState.PAID


def test_what_was_received_stops_a_waiver(call, pay, staff):
    pay(call, "10")
    for act in (standing.waive, standing.cancel):
        with pytest.raises(MembershipError, match="Annulez d’abord les règlements"):
            act(membership=call.membership, reason="motif", by=staff)


def test_postgresql_keeps_what_was_recorded(call, pay):
    payment = pay(call)
    acts = [
        lambda: Payment.objects.filter(pk=payment.pk).update(amount=1),
        lambda: Payment.objects.create(call=call, amount=-1, received_on=TODAY, means=Means.CASH),
        lambda: Receipt.objects.all().delete(),
        lambda: Payment.objects.filter(pk=payment.pk)._raw_delete("default"),
        lambda: Receipt.objects.update(number=7),
    ]
    for act in acts:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_the_member_is_told_once_for_each_payment(call, pay, member):
    receipt = pay(call, "10").receipt
    pay(call, "20")
    letters = Email.objects.filter(kind="fee_received", to=member.email).order_by("pk")
    assert [("Il reste 20,00" in letter.text, "Elle est réglée" in letter.text) for letter in letters] == [(True, False), (False, True)]
    assert receipt.code in letters[0].text
