"""The people of an organisation: inviting, changing a role, leaving. One manager at least always stays.

Each verb locks the organisation first: two managers who leave at once do so one after the other. PostgreSQL checks
the same at the end of every transaction, whoever writes (migration `keep_a_manager`).
"""

from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from actors.enums import InvitationOutcome, RepresentationStatus, Role
from actors.links import new_token, token_sum
from actors.models import Actor, Invitation, Representation
from network.accounts.models import User
from network.audit.services import record
from network.notifications.services import send
from network.ui.french import day

VALID = timedelta(days=14)
MOST_WAITING = 30


class PeopleError(Exception):
    """The people of the organisation do not allow the act; the message is for the person."""


@transaction.atomic
def invite(*, actor, email, role, by):
    """Ask somebody by e-mail to represent `actor`; asked again, a new link takes the place of the first. Returns the Invitation."""
    email, actor = email.strip().lower(), _locked(actor)
    if _active(actor).filter(user__email__iexact=email).exists():
        raise PeopleError("Cette personne représente déjà la structure.")
    waiting = actor.invitations.waiting()
    invitation = waiting.filter(email__iexact=email).first()
    if invitation is None and waiting.count() >= MOST_WAITING:
        raise PeopleError(f"{MOST_WAITING} invitations attendent déjà une réponse : annulez-en avant d’en envoyer d’autres.")
    invitation = invitation or Invitation(actor=actor, email=email)
    invitation.role, invitation.invited_by = role, by
    _send(invitation, by)
    record(by=by, verb="inviter", target=actor, changes={"rôle": [None, str(role)]})
    return invitation


@transaction.atomic
def invite_again(*, invitation, by):
    """Send a new link, valid for a fortnight more; the one sent before opens nothing any longer."""
    current = _waiting(invitation)
    _send(current, by)
    return current


@transaction.atomic
def cancel_invitation(*, invitation, by):
    """Take an invitation back: its link opens nothing any longer."""
    current = _waiting(invitation)
    _close(current, InvitationOutcome.CANCELLED, by)
    record(by=by, verb="annuler une invitation", target=current.actor)


@transaction.atomic
def accept(*, invitation, by):
    """Represent the organisation from now on, in the role that was proposed. Returns the Representation."""
    actor = _locked(invitation.actor)
    current = _answerable(invitation)
    link = Representation.objects.filter(actor=actor, user=by).exclude(status=RepresentationStatus.ENDED).first()
    link = link or Representation(actor=actor, user=by)
    raised = link.pk is None or link.status != RepresentationStatus.ACTIVE or current.role == Role.MANAGER
    link.role = current.role if raised else link.role
    link.status = RepresentationStatus.ACTIVE
    link.save()
    _close(current, InvitationOutcome.ACCEPTED, by)
    record(by=by, verb="accepter l’invitation", target=actor, changes={"rôle": [None, link.role]})
    _tell_managers("person_joined", actor, by, f"joined:{current.pk}", person=str(by), role=link.get_role_display())
    return link


@transaction.atomic
def decline(*, invitation, by):
    """Say no; whoever invited is told."""
    current = _answerable(invitation)
    _close(current, InvitationOutcome.DECLINED, by)
    record(by=by, verb="décliner l’invitation", target=current.actor)
    if current.invited_by and current.invited_by.is_active:
        context = {"actor": current.actor.name, "email": current.email, "url": people_url(current.actor)}
        send(kind="invitation_declined", to=current.invited_by, context=context, dedupe=f"declined:{current.pk}")


@transaction.atomic
def change_role(*, representation, role, by):
    """Make a contributor a manager, or the reverse; the person is told."""
    actor, current = _held(representation)
    if current.role == role:
        return current
    if role != Role.MANAGER:
        _leaves_a_manager(actor, current, by)
    before, current.role = current.role, role
    current.save(update_fields=["role"])
    record(by=by, verb="changer le rôle", target=actor, changes={"rôle": [before, str(role)]})
    if by != current.user:
        _tell(current, "role_changed", by, role=current.get_role_display(), can_all=role == Role.MANAGER)
    return current


@transaction.atomic
def end(*, representation, by):
    """End somebody's representation, or one's own (leaving); those who stay are told, and the person if it was not their doing."""
    actor, current = _held(representation)
    _leaves_a_manager(actor, current, by)
    _end(actor, current, by)
    return current


@transaction.atomic
def release(*, representation, by):
    """What the team alone may do: end a representation even if nobody manages the organisation afterwards."""
    actor, current = _held(representation)
    with without_manager():
        _end(actor, current, by)
    return current


def forget_old_invitations():
    """Delete the invitations that ended longer ago than e-mails are kept: they hold the addresses of people. Returns how many."""
    limit = timezone.now() - timedelta(days=settings.EMAILS_KEPT_DAYS)
    return Invitation.objects.filter(expires_at__lt=limit).delete()[0]


def others_manage(actor, user):
    """Whether somebody else than `user` manages the organisation today."""
    return _active(actor).filter(role=Role.MANAGER).exclude(user=user).exists()


@contextmanager
def without_manager():
    """Within the running transaction, let organisations end up without a manager. For the team's deliberate acts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('actors.without_manager', 'on', true)")
    yield


def people_url(actor):
    """The page of the people of an organisation, for an e-mail."""
    return settings.SITE_URL + reverse("organisations:people", args=[actor.slug])


def _locked(actor):
    return Actor.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)


def _active(actor):
    return actor.representations.filter(status=RepresentationStatus.ACTIVE)


def _held(representation):
    """The organisation and the representation, both locked, if it is active."""
    actor = _locked(representation.actor)
    current = _active(actor).select_for_update(of=("self",)).select_related("user").filter(pk=representation.pk).first()
    if current is None:
        raise PeopleError("Cette personne ne représente plus la structure.")
    return actor, current


def _leaves_a_manager(actor, representation, by):
    if representation.role != Role.MANAGER or others_manage(actor, representation.user):
        return
    if by == representation.user:
        raise PeopleError(
            f"Vous êtes la dernière personne responsable de « {actor} » : nommez d’abord une autre personne responsable, "
            "ou écrivez à l’équipe du réseau si personne ne peut prendre la suite."
        )
    raise PeopleError(f"{representation.user} est la dernière personne responsable de « {actor} » : nommez-en d’abord une autre.")


def _end(actor, representation, by):
    representation.status = RepresentationStatus.ENDED
    representation.save(update_fields=["status"])
    record(by=by, verb="quitter la structure" if by == representation.user else "retirer une personne", target=actor)
    if by == representation.user:
        _tell_managers("person_left", actor, by, f"left:{representation.pk}", person=str(by))
    else:
        _tell(representation, "representation_ended", by)


def _tell(representation, kind, by, **context):
    actor = representation.actor
    send(kind=kind, to=representation.user, by=by, context={"actor": actor.name, "url": people_url(actor), **context})


def _tell_managers(kind, actor, by, key, **context):
    managers = User.objects.filter(
        representations__actor=actor, representations__role=Role.MANAGER, representations__status=RepresentationStatus.ACTIVE
    )
    for manager in managers.filter(is_active=True).exclude(pk=by.pk).order_by("pk"):
        words = {"actor": actor.name, "url": people_url(actor), **context}
        send(kind=kind, to=manager, by=by, context=words, dedupe=f"{key}:{manager.pk}")


def _send(invitation, by):
    token, now = new_token(), timezone.now()
    invitation.token_sum, invitation.created_at, invitation.expires_at = token_sum(token), now, now + VALID
    invitation.save()
    context = {
        "actor": invitation.actor.name,
        "person": str(by),
        "role": invitation.get_role_display(),
        "until": day(invitation.expires_at),
        "url": settings.SITE_URL + reverse("organisations:invitation", args=[token]),
    }
    send(kind="invitation", to=invitation.email, by=by, context=context)


def _waiting(invitation):
    current = Invitation.objects.select_for_update(of=("self",)).select_related("actor").waiting().filter(pk=invitation.pk).first()
    if current is None:
        raise PeopleError("Cette invitation a déjà reçu une réponse, ou a été annulée.")
    return current


def _answerable(invitation):
    current = _waiting(invitation)
    if not current.is_open():
        raise PeopleError(f"Cette invitation n’est plus valable depuis le {day(current.expires_at)} : demandez-en une autre.")
    return current


def _close(invitation, outcome, by):
    invitation.closed_at, invitation.outcome, invitation.answered_by = timezone.now(), outcome, by
    invitation.save(update_fields=["closed_at", "outcome", "answered_by"])
