"""« C’est la mienne » : asking to represent an organisation whose sheet exists already, and answering."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from actors.enums import Provenance, RepresentationStatus, Role
from actors.models import Actor, Representation
from actors.services.letters import desk, managers, site, write, write_to_team
from network.audit.services import record
from network.notifications.services import send

MOST_WAITING = 5  # requests that one person may have waiting
PATIENCE = timedelta(days=7)  # then managers are reminded, once, and the team's desk says that it waits
LOOKED_BACK = timedelta(days=60)  # a request is reminded of while the e-mail that did so is still known


class ClaimError(Exception):
    """The request cannot be made or answered; the message is for the person."""


@transaction.atomic
def ask(*, actor, by, role, message):
    """Ask to represent a published sheet. Its managers are told, else the team. Returns the Representation, requested."""
    actor = Actor.objects.select_for_update().get(pk=actor.pk)
    if not actor.is_published:
        raise ClaimError("Cette fiche n’est pas publiée\u00a0: écrivez à l’équipe du réseau.")
    if not message.strip():
        raise ClaimError("Dites en une phrase qui vous êtes dans la structure\u00a0: la personne qui vous répondra le lira.")
    mine = Representation.objects.filter(user=by)
    if mine.filter(status=RepresentationStatus.REQUESTED).count() >= MOST_WAITING:
        raise ClaimError(f"{MOST_WAITING} de vos demandes attendent déjà une réponse. Retirez-en une, ou attendez qu’on vous réponde.")
    claim = Representation(user=by, actor=actor, role=role, message=message.strip())
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError:
        raise ClaimError("Vous représentez déjà cette structure, ou votre demande attend une réponse.") from None
    record(by=by, verb="demander à représenter", target=actor, changes={"rôle": [None, str(role)]})
    words = {"person": str(by), "email": by.email, "role": claim.get_role_display(), "message": claim.message}
    responsible = managers(actor)
    write(
        "claim_to_answer", responsible, actor, by=by, url=site(reverse("actors:claim_answer", args=[claim.pk])), reply_to=by.email, **words
    )
    if not responsible:
        write_to_team("claim_for_team", actor, by=by, url=desk(claim), reply_to=by.email, **words)
    write("claim_received", [by], actor, by=by, answered_by_team=not responsible, message=claim.message)
    return claim


@transaction.atomic
def accept(*, claim, by, role=None):
    """Let the person represent the organisation, in the role asked for or in `role`; the first one is responsible for it.

    A sheet drawn up from public data becomes that of the organisation; it keeps its source. Returns the Representation.
    """
    actor, current = _locked(claim)
    first = not managers(actor)
    current.role = Role.MANAGER if first else role or current.role
    current.status, current.answered_at, current.answered_by = RepresentationStatus.ACTIVE, timezone.now(), by
    current.save()
    changes = {"rôle": [None, str(current.role)]}
    if actor.provenance == Provenance.PUBLIC_RECORD:
        changes["provenance"] = [actor.provenance, str(Provenance.DECLARED)]
        actor.provenance = Provenance.DECLARED
        actor.save(update_fields=["provenance", "updated_at"])
    record(by=by, verb="accepter une demande", target=actor, changes=changes)
    page = site(reverse("actors:update", args=[actor.slug]))
    write("claim_accepted", [current.user], actor, by=by, url=page, role=current.get_role_display(), first=first)
    return current


@transaction.atomic
def refuse(*, claim, by, reason):
    """Answer no, with a reason that the person reads."""
    if not reason.strip():
        raise ClaimError("Écrivez le motif du refus\u00a0: la personne qui a fait la demande le lira.")
    actor, current = _locked(claim)
    current.status, current.answered_at, current.answered_by = RepresentationStatus.ENDED, timezone.now(), by
    current.refusal_reason = reason.strip()
    current.save()
    record(by=by, verb="refuser une demande", target=actor)
    write("claim_refused", [current.user], actor, by=by, motive=current.refusal_reason)
    return current


@transaction.atomic
def withdraw(*, claim, by):
    """Take one's own request back."""
    actor, current = _locked(claim)
    current.status, current.answered_at, current.answered_by = RepresentationStatus.ENDED, timezone.now(), by
    current.save()
    record(by=by, verb="retirer sa demande", target=actor)
    return current


def remind(*, now=None):
    """Write once to the managers whom a request has waited for since a week; the team reads of it on its desk. Returns how many."""
    now = now or timezone.now()
    waiting = Representation.objects.filter(
        status=RepresentationStatus.REQUESTED, created_at__lte=now - PATIENCE, created_at__gt=now - LOOKED_BACK
    )
    return sum(_remind(claim, now) for claim in waiting.select_related("actor", "user").order_by("pk"))


@transaction.atomic
def _remind(claim, now):
    responsible, url = managers(claim.actor), site(reverse("actors:claim_answer", args=[claim.pk]))
    words = {"person": str(claim.user), "email": claim.user.email, "role": claim.get_role_display(), "message": claim.message}
    for person in responsible:
        context = {"actor": claim.actor.name, "url": url, "days": (now - claim.created_at).days, **words}
        send(kind="claim_waiting", to=person, context=context, reply_to=claim.user.email, dedupe=f"claim-waiting:{claim.pk}:{person.pk}")
    return len(responsible)


def _locked(claim):
    """(the organisation, the request), both locked; raises ClaimError when somebody answered meanwhile."""
    actor = Actor.objects.select_for_update().get(pk=claim.actor_id)
    current = Representation.objects.select_for_update().filter(pk=claim.pk, actor=actor).first()
    if current is None or current.status != RepresentationStatus.REQUESTED:
        raise ClaimError("Cette demande n’attend plus de réponse\u00a0: quelqu’un l’a traitée, ou elle a été retirée.")
    return actor, current
