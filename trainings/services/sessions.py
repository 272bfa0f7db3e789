"""Modules and their sessions: written, planned, given again."""

from django.db import transaction
from django.utils import timezone

from events.enums import EventKind
from events.models import Event
from events.services import planning
from network.audit.services import record
from network.directory import slugs
from network.taxonomy.enums import Mission
from trainings.models import Session


class TrainingError(Exception):
    """The act is not possible; the message is for the person."""


@transaction.atomic
def save_module(*, module, by, changes=None):
    """Save what the team writes of a module."""
    if module.pk is None:
        slugs.insert(module, module.title)
        record(by=by, verb="créer", target=module)
    else:
        module.save()
        record(by=by, verb="modifier", target=module, changes=changes or {})
    return module


@transaction.atomic
def save_session(*, session, by, changes=None):
    """Save what the team writes of a session."""
    if session.event.kind != EventKind.TRAINING:
        raise TrainingError("Une session tient sur une rencontre de sorte « formation » : changez la sorte de cette rencontre.")
    new = session.pk is None
    session.save()
    record(by=by, verb="créer" if new else "modifier", target=session, changes=changes or {})
    return session


@transaction.atomic
def plan(*, module, by, **fields):
    """A session of `module` in preparation, on an event of its own that the team completes; `fields` are those of the event."""
    event = Event(**{"kind": EventKind.TRAINING, "mission": Mission.SUPPORT, "title": module.title, "pitch": module.pitch, **fields})
    event.other_partners = event.other_partners or module.other_partners
    planning.create(event=event, by=by)
    event.partners.set(module.partners.all())
    event.themes.set(module.themes.all())
    session = Session.objects.create(event=event, module=module)
    record(by=by, verb="créer", target=session)
    return session


@transaction.atomic
def duplicate(*, session, day, by):
    """Give a session again from `day`: its slots keep their hours and the days between them; a draft, without anybody in it."""
    if day <= timezone.localdate():
        raise TrainingError("Choisissez un jour à venir : une session se redonne plus tard.")
    first = session.event.slots.order_by("starts_at").first()
    days = (day - timezone.localdate(first.starts_at)).days if first else 0
    return planning.duplicate(event=session.event, by=by, days=days).training_session


def copied(*, event, copy, by):
    """An event was copied: so is the session that stands on it."""
    session = Session.objects.filter(event=event).first()
    if session is not None:
        again = Session.objects.create(event=copy, module=session.module, fee=session.fee, exempt=session.exempt, hours=session.hours)
        again.trainers.set(session.trainers.all())
        record(by=by, verb="dupliquer", target=again)
