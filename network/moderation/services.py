"""The verbs of publication. Each locks the row, checks where it stands, leaves an audit entry and tells those who follow."""

from django.db import transaction
from django.utils import timezone

from network.audit.services import record
from network.moderation.enums import State
from network.moderation.followers import tell


class ModerationError(Exception):
    """The state does not allow the act; the message is for the person."""


@transaction.atomic
def submit(*, thing, by):
    """Propose a draft for publication."""
    return _move(thing, by, "proposer", {State.DRAFT}, State.SUBMITTED, submitted_at=timezone.now(), submitted_by=by, refusal_reason="")


@transaction.atomic
def publish(*, thing, by):
    """Make it public. From a draft, a proposal or the archive."""
    allowed = {State.DRAFT, State.SUBMITTED, State.ARCHIVED}
    return _move(thing, by, "publier", allowed, State.PUBLISHED, published_at=timezone.now(), published_by=by, refusal_reason="")


@transaction.atomic
def refuse(*, thing, by, reason):
    """Send a proposal back to its author with a reason, which is required."""
    if not reason.strip():
        raise ModerationError("Écrivez le motif du refus : la personne qui a proposé la fiche le lira.")
    return _move(thing, by, "refuser", {State.SUBMITTED}, State.DRAFT, refusal_reason=reason.strip())


@transaction.atomic
def archive(*, thing, by):
    """Take it out of the public pages without losing it."""
    return _move(thing, by, "archiver", {State.DRAFT, State.SUBMITTED, State.PUBLISHED}, State.ARCHIVED)


def _move(thing, by, verb, allowed, state, **fields):
    current = type(thing)._base_manager.select_for_update().get(pk=thing.pk)
    if current.standstill:
        raise ModerationError(current.standstill)
    if current.state not in allowed:
        raise ModerationError(f"« {current} » est à l’état « {current.get_state_display()} » : impossible de {verb}.")
    before = current.state
    for name, value in {"state": state, **fields}.items():
        setattr(current, name, value)
        setattr(thing, name, value)
    current.save(update_fields=["state", *fields])
    record(by=by, verb=verb, target=current, changes={"state": [before, str(state)]})
    tell(current, before=before, by=by)
    return thing
