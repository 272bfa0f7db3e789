"""Joining and leaving a working group."""

from django.db import transaction
from django.utils import timezone

from actors.models import Actor
from events.models import GroupMembership, WorkingGroup
from network.audit.services import record


class GroupError(Exception):
    """One cannot join or leave; the message is for the person."""


@transaction.atomic
def join(*, group, by, actor=None):
    """Make `by` a member of the group, for one of the organisations that they represent; again is no error. Returns the membership."""
    group = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    found = group.memberships.current().filter(user=by).first()
    if found is not None:
        return found
    if group.is_ended:
        raise GroupError("Ce groupe ne se réunit plus\u00a0: rejoignez plutôt l’un de ceux qui prennent sa suite.")
    if not group.is_open:
        raise GroupError("On rejoint ce groupe sur invitation\u00a0: écrivez à l’équipe du réseau.")
    if actor is not None and not Actor.objects.represented_by(by).filter(pk=actor.pk).exists():
        raise GroupError("Vous ne représentez pas cette structure\u00a0: choisissez l’une des vôtres.")
    membership = GroupMembership.objects.create(group=group, user=by, actor=actor)
    record(by=by, verb="rejoindre un groupe de travail", target=group)
    return membership


@transaction.atomic
def leave(*, group, by):
    """End the membership of `by`, if there is one; the row stays, with its end."""
    found = GroupMembership.objects.select_for_update().filter(group=group, user=by).current().first()
    if found is not None:
        found.left_at = timezone.now()
        found.save(update_fields=["left_at"])
        record(by=by, verb="quitter un groupe de travail", target=group)
