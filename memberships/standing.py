"""What a representative reads of their organisations' memberships."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from actors.enums import MembershipState
from actors.models import Actor, Membership
from memberships.enums import RequestState
from memberships.models import JoinRequest, Payment
from memberships.services.payments import RECEIPT_KIND
from network.documents.services import current

WORDS = {"called": "waiting", "paid": "done", "waived": "done", "cancelled": "off"}  # as components/state.html names them
YEARS = 6  # shown


@dataclass(frozen=True)
class Standing:
    """An organisation that the person represents: its memberships, whether it is a member today, its request to join."""

    actor: Actor
    memberships: list
    is_member: bool
    request: JoinRequest | None
    can_ask: bool

    @property
    def open_calls(self):
        """What is to pay today."""
        return [line.fee_call for line in self.memberships if line.state == MembershipState.CALLED and hasattr(line, "fee_call")]


def standings(user):
    """The Standing of each organisation that `user` represents today, in the order of their names."""
    today = timezone.localdate()
    read = Membership.objects.select_related("fee_call").annotate(received=Payment.objects.received_for("pk")).order_by("-year")
    memberships = Prefetch("memberships", read)
    requests = Prefetch("join_requests", JoinRequest.objects.order_by("-asked_at"))
    actors = Actor.objects.represented_by(user).distinct().order_by("name", "pk").prefetch_related(memberships, requests)
    return [_standing(actor, today) for actor in actors]


def _standing(actor, today):
    memberships = list(actor.memberships.all())
    this_year = [m for m in memberships if m.year == today.year and m.state != MembershipState.CANCELLED and m.ended_on is None]
    request = next(iter(actor.join_requests.all()), None)
    waits = request is not None and request.state == RequestState.WAITING
    for membership in memberships:
        membership.mark = WORDS[membership.state]
        if hasattr(membership, "fee_call"):
            membership.fee_call.received_sum = membership.received
    is_member = any(membership.covers(today) for membership in memberships)
    return Standing(actor, memberships[:YEARS], is_member, None if this_year else request, not this_year and not waits)


def receipts_of(call):
    """[(payment, address of its receipt)], the latest first, with the counter-entries."""
    payments = Payment.objects.filter(call=call).select_related("receipt", "reversed_by", "reverses").order_by("-received_on", "-pk")
    return [(payment, _receipt_url(payment)) for payment in payments]


def _receipt_url(payment):
    if not hasattr(payment, "receipt"):
        return ""
    return document_url(RECEIPT_KIND, {"receipt": payment.receipt.pk}, f"recu={payment.receipt.code}")


def document_url(kind, params, query):
    """The file when it is made as the data is now; else the page that makes it."""
    document = current(kind=kind, params=params)
    if document is not None and document.is_ready and document.path.exists():
        return reverse("documents:file", args=[document.pk])
    return f"{reverse('documents:ask', args=[kind])}?{query}"
