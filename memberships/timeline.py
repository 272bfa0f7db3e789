"""What the timeline of an actor says of its memberships."""

from django.urls import reverse

from actors.timeline import Moment, Source, register
from memberships.models import Departure, FeeCall, JoinRequest, Payment
from network.ui.french import day, euros


def _called(call):
    url = reverse("admin:actors_membership_change", args=[call.membership_id])
    return Moment(f"Cotisation {call.membership.year} appelée\u00a0: {euros(call.amount)}", url, call.number, str(call.called_by or ""))


def _paid(payment):
    url = reverse("admin:actors_membership_change", args=[payment.call.membership_id])
    what = "Règlement annulé" if payment.reverses_id else "Règlement reçu"
    note = f"{payment.get_means_display()}, le {day(payment.received_on)}"
    return Moment(f"{what}\u00a0: {euros(payment.amount)}", url, note, str(payment.recorded_by or ""))


def _asked(request):
    url = reverse("admin:memberships_joinrequest_change", args=[request.pk])
    return Moment("Demande d’adhésion", url, request.message[:200], str(request.asked_by or ""), request.get_state_display())


def _left(departure):
    url = reverse("admin:memberships_departure_change", args=[departure.pk])
    note = f"dernier jour\u00a0: {day(departure.last_day)}"
    return Moment(departure.get_kind_display().capitalize(), url, note, str(departure.recorded_by or ""))


def _calls(actor):
    return FeeCall.objects.filter(membership__actor=actor).select_related("membership", "called_by")


def _payments(actor):
    return Payment.objects.filter(call__membership__actor=actor).select_related("call__membership", "recorded_by")


def _requests(actor):
    return JoinRequest.objects.filter(actor=actor).select_related("asked_by")


def _departures(actor):
    return Departure.objects.filter(actor=actor).select_related("recorded_by")


for source in (
    Source("appels", "Cotisations appelées", 50, "memberships.view_feecall", "created_at", _calls, _called),
    Source("reglements", "Règlements", 52, "memberships.view_payment", "recorded_at", _payments, _paid),
    Source("adhesions", "Demandes d’adhésion", 54, "memberships.view_joinrequest", "asked_at", _requests, _asked),
    Source("departs", "Départs", 56, "memberships.view_departure", "recorded_at", _departures, _left),
):
    register(source)
