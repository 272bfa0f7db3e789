"""Asking to join the network, and the team's answer."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from actors.enums import MembershipState
from actors.models import Actor, Membership
from memberships.enums import RequestState
from memberships.models import JoinRequest
from memberships.rules import may_ask
from memberships.services.calling import call_one
from memberships.services.errors import MembershipError
from network.audit.services import record
from network.notifications.services import send

WAITING = "Une demande d’adhésion de cette structure est déjà chez l’équipe."


def joinable(user):
    """The organisations that `user` represents and that could ask to join today."""
    today = timezone.localdate()
    current = Membership.objects.filter(year=today.year, ended_on=None).exclude(state=MembershipState.CANCELLED)
    waiting = JoinRequest.objects.filter(state=RequestState.WAITING)
    mine = Actor.objects.represented_by(user).exclude(pk__in=current.values("actor")).exclude(pk__in=waiting.values("actor"))
    return mine.distinct().order_by("name", "pk")


@transaction.atomic
def ask_to_join(*, actor, message, by):
    """Ask for the membership of an actor that `by` represents. The team is told, and the person too."""
    if not may_ask(by, actor):
        raise MembershipError("Seules les personnes qui représentent cette structure peuvent demander son adhésion.")
    if JoinRequest.objects.filter(actor=actor, state=RequestState.WAITING).exists():
        raise MembershipError(WAITING)
    if not joinable(by).filter(pk=actor.pk).exists():
        raise MembershipError("Cette structure a déjà une adhésion cette année\u00a0: voyez «\u00a0Mes adhésions\u00a0».")
    try:
        with transaction.atomic():
            request = JoinRequest.objects.create(actor=actor, message=message.strip(), asked_by=by)
    except IntegrityError:
        raise MembershipError(WAITING) from None
    record(by=by, verb="demander l’adhésion", target=request)
    context = {"actor": actor.name, "person": str(by), "message": request.message}
    desk = settings.SITE_URL + reverse("admin:memberships_joinrequest_change", args=[request.pk])
    send(kind="join_asked_team", to=settings.NETWORK["email"], context={**context, "url": desk}, by=by, dedupe=f"join-team-{request.pk}")
    mine = settings.SITE_URL + reverse("memberships:mine")
    send(kind="join_asked", to=by, context={**context, "url": mine}, by=by, dedupe=f"join-{request.pk}")
    return request


@transaction.atomic
def accept(*, request, by):
    """Accept: the fee of the year is called, and the membership will cover the days from today on. Returns the call."""
    current = _waiting(request)
    today = timezone.localdate()
    former = Membership.objects.filter(actor=current.actor, year=today.year).first()
    if former and (former.state == MembershipState.CANCELLED or former.ended_on or not hasattr(former, "fee_call")):
        words = f"«\u00a0{current.actor}\u00a0» a déjà une adhésion {today.year}"
        raise MembershipError(f"{words}\u00a0: rouvrez-la, ou annulez son départ, puis acceptez de nouveau.")
    call = former.fee_call if former else call_one(actor=current.actor, year=today.year, by=by, starts_on=today)
    _decide(current, RequestState.ACCEPTED, "", by)
    if current.asked_by:
        context = {"actor": current.actor.name, "year": today.year, "url": settings.SITE_URL + call.get_absolute_url()}
        send(kind="join_accepted", to=current.asked_by, context=context, by=by, dedupe=f"join-answer-{current.pk}")
    return call


@transaction.atomic
def refuse(*, request, reason, by):
    """Refuse, with a reason that the person reads."""
    if not reason.strip():
        raise MembershipError("Écrivez le motif du refus\u00a0: la personne qui a demandé l’adhésion le lira.")
    current = _waiting(request)
    _decide(current, RequestState.REFUSED, reason.strip(), by)
    if current.asked_by:
        context = {"actor": current.actor.name, "refusal": current.reason, "contact": settings.NETWORK["email"]}
        send(kind="join_refused", to=current.asked_by, context=context, by=by, dedupe=f"join-answer-{current.pk}")
    return current


def _waiting(request):
    current = JoinRequest.objects.select_for_update(of=("self",)).select_related("actor", "asked_by").get(pk=request.pk)
    if current.state != RequestState.WAITING:
        raise MembershipError(f"Cette demande est déjà {current.get_state_display()}.")
    return current


def _decide(request, state, reason, by):
    request.state, request.reason, request.decided_by, request.decided_at = state, reason, by, timezone.now()
    request.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    record(by=by, verb="accepter" if state == RequestState.ACCEPTED else "refuser", target=request)


def forget():
    """Forget what was written in requests that were answered `KEPT_YEARS["requests"]` ago. Returns how many."""
    limit = timezone.now() - timedelta(days=round(365.25 * settings.KEPT_YEARS["requests"]))
    return JoinRequest.objects.filter(decided_at__lt=limit).exclude(message="").update(message="")
