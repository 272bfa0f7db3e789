"""What fees and memberships ask of the team today."""

from django.urls import reverse
from django.utils import timezone

from memberships.enums import LineState, RequestState
from memberships.models import BankLine, FeeCall, JoinRequest
from network.ui.desk import DeskCard, DeskRow, register
from network.ui.french import day, euros, since


def _requests(user, limit):
    waiting = JoinRequest.objects.filter(state=RequestState.WAITING).select_related("actor", "asked_by").order_by("asked_at", "pk")
    for request in waiting[:limit]:
        url = reverse("admin:memberships_joinrequest_change", args=[request.pk])
        yield DeskRow(request.actor.name, url, f"demande de {request.asked_by}" if request.asked_by else "", since(request.asked_at))


def _late():
    return FeeCall.objects.overdue(timezone.localdate())


def _late_rows(user, limit):
    for call in _late().with_sums().select_related("membership__actor").order_by("due_on", "pk")[:limit]:
        url = reverse("admin:actors_membership_change", args=[call.membership_id])
        yield DeskRow(call.membership.actor.name, url, f"{call.number}, attendue le {day(call.due_on)}", euros(call.owed), "late")


def _lines():
    return BankLine.objects.filter(state=LineState.WAITING)


def _line_rows(user, limit):
    url = reverse("admin:memberships_bankstatement_match")
    for line in _lines().order_by("done_on", "row", "pk")[:limit]:
        yield DeskRow(line.label[:80], url, day(line.done_on), euros(line.amount))


register(
    DeskCard(
        name="memberships_requests",
        order=25,
        title="Demandes d’adhésion",
        unit="demande d’adhésion|demandes d’adhésion",
        permission="memberships.view_joinrequest",
        page="admin:memberships_joinrequest_changelist",
        query=f"?state__exact={RequestState.WAITING}",
        count=lambda user: JoinRequest.objects.filter(state=RequestState.WAITING).count(),
        rows=_requests,
        more="Toutes les demandes",
    )
)
register(
    DeskCard(
        name="memberships_bank",
        order=35,
        title="Encaissements à rapprocher",
        unit="encaissement à rapprocher|encaissements à rapprocher",
        permission="actors.change_membership",
        page="admin:memberships_bankstatement_match",
        count=lambda user: _lines().count(),
        rows=_line_rows,
        more="Rapprocher",
    )
)
register(
    DeskCard(
        name="memberships_late",
        order=40,
        title="Cotisations en retard",
        unit="cotisation en retard|cotisations en retard",
        permission="actors.view_membership",
        page="admin:actors_membership_changelist",
        query="?reglement=retard",
        count=lambda user: _late().count(),
        rows=_late_rows,
        more="Toutes les cotisations en retard",
    )
)
