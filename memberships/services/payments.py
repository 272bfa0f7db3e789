"""Money received: recorded, cancelled by a counter-entry, and the state that follows from the sum."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from actors.enums import MembershipState
from actors.models import Membership
from memberships.enums import LineState
from memberships.models import BankLine, FeeCall, Payment, Receipt
from memberships.services import mailing, numbering
from memberships.services.errors import MembershipError
from network.audit.services import record
from network.documents.services import ask
from network.ui.french import day, euros

RECEIPT_KIND = "recu-cotisation"
REFUSED = {
    MembershipState.CANCELLED: "Cette adhésion est annulée\u00a0: rouvrez-la avant d’y saisir un règlement.",
    MembershipState.WAIVED: "Cette adhésion est exonérée\u00a0: rouvrez-la avant d’y saisir un règlement.",
}


@transaction.atomic
def record_payment(*, call, amount, received_on, means, by, payer="", reference="", seen=None):
    """Record money received for a call, with its receipt; the state follows. Returns the Payment.

    `seen`: how many payments of the call the person had before them, if that is to be compared.
    """
    call = _held(call)
    if seen is not None and seen != str(call.payments.count()):
        raise MembershipError("Un règlement vient d’être saisi pour cet appel. S’il en manque un autre, enregistrez de nouveau.")
    if call.membership.state in REFUSED:
        raise MembershipError(REFUSED[call.membership.state])
    if amount <= 0:
        raise MembershipError("Le montant reçu est plus grand que zéro. Pour annuler un règlement, utilisez «\u00a0Annuler\u00a0».")
    if received_on > timezone.localdate():
        raise MembershipError("La date de réception est à venir\u00a0: indiquez le jour où l’argent est arrivé.")
    payment = Payment.objects.create(
        call=call,
        amount=amount,
        received_on=received_on,
        means=means,
        payer=payer.strip(),
        reference=reference.strip()[:250],
        recorded_by=by if by is not None and by.pk else None,
        is_demo=call.is_demo,
    )
    settle(call)
    changes = {"montant": [None, str(amount)], "reçu le": [None, str(received_on)], "moyen": [None, payment.get_means_display()]}
    record(by=by, verb="saisir un règlement", target=call.membership, changes=changes)
    receipt = _issue(payment)
    mailing.tell(call, "fee_received", key=f"fee-receipt-{receipt.pk}", by=by, received=amount, receipt=receipt.code)
    return payment


def _issue(payment):
    """The receipt of a payment, numbered in the year in which it is issued."""
    today = timezone.localdate()
    series, number = numbering.take(series=numbering.RECEIPTS, year=today.year, demo=payment.is_demo)
    receipt = Receipt.objects.create(
        payment=payment, series=series, year=today.year, number=number, issued_on=today, is_demo=payment.is_demo
    )
    ask(kind=RECEIPT_KIND, params={"receipt": receipt.pk})
    return receipt


@transaction.atomic
def reverse_payment(*, payment, reason, by):
    """Cancel a payment that was recorded by mistake, by a counter-entry; the bank line it came from waits again."""
    if not reason.strip():
        raise MembershipError("Écrivez pourquoi ce règlement est annulé.")
    call = _held(payment.call)
    payment = Payment.objects.get(pk=payment.pk)
    if payment.reverses_id:
        raise MembershipError("Une écriture d’annulation ne s’annule pas\u00a0: saisissez de nouveau le règlement.")
    if payment.is_reversed:
        raise MembershipError("Ce règlement est déjà annulé.")
    entry = Payment.objects.create(
        call=call,
        amount=-payment.amount,
        received_on=timezone.localdate(),
        means=payment.means,
        payer=payment.payer,
        reference=payment.reference,
        reverses=payment,
        reason=reason.strip()[:250],
        recorded_by=by if by is not None and by.pk else None,
        is_demo=payment.is_demo,
    )
    BankLine.objects.filter(payment=payment).update(payment=None, state=LineState.WAITING, decided_by=None)
    settle(call)
    record(
        by=by,
        verb="annuler un règlement",
        target=call.membership,
        changes={"montant": [str(payment.amount), None], "motif": [None, entry.reason]},
    )
    return entry


def settle(call):
    """Paid when the payments that stand cover the amount, since the day they do; called again when they do not any more."""
    membership = call.membership
    total, reached = Decimal(0), None
    live = Payment.objects.filter(call=call, reverses=None, reversed_by=None).order_by("received_on", "pk")
    for amount, received_on in live.values_list("amount", "received_on"):
        total += amount
        if reached is None and total >= call.amount:
            reached = received_on
    paid = reached is not None
    if membership.state in (MembershipState.CALLED, MembershipState.PAID):
        before = membership.state, membership.settled_on
        membership.state = MembershipState.PAID if paid else MembershipState.CALLED
        membership.settled_on = reached
        if before != (membership.state, membership.settled_on):
            membership.save(update_fields=["state", "settled_on"])
    call.__dict__.pop("received", None)
    call.__dict__.pop("received_sum", None)


def _held(call):
    """The call, its membership held until the end of the transaction: two payments at once are summed one after the other."""
    membership = Membership.objects.select_for_update().get(fee_call=call.pk)
    call = FeeCall.objects.select_related("membership__actor", "scale").get(pk=call.pk)
    call.membership.state, call.membership.settled_on = membership.state, membership.settled_on
    return call


def outcome(call):
    """What a person reads after a payment: « Cotisation réglée. », « Il reste 20,00 € à recevoir. »"""
    if call.overpaid:
        return f"Cotisation réglée. Trop-perçu de {euros(call.overpaid)}\u00a0: à rembourser, ou à garder avec l’accord de la structure."
    if call.owed:
        return f"Règlement partiel\u00a0: il reste {euros(call.owed)} à recevoir avant le {day(call.due_on)}."
    return "Cotisation réglée."
