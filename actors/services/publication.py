"""A sheet from its registration to its publication: begun, proposed, archived; and the e-mails of each step."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from actors.duplicates import probable_duplicates
from actors.enums import RepresentationStatus, Role
from actors.models import Actor, Representation
from actors.registration import DISTINCTIVE, wanting
from actors.services.letters import authors, desk, managers, site, write, write_to_team
from actors.services.sheets import create, update
from network.accounts.models import User
from network.moderation import services as moderation
from network.moderation.enums import State

DOUBLE_CLICK = timedelta(seconds=30)  # the same name begun twice by one person
MOST_DRAFTS = 10  # sheets that one person may have begun and not proposed


class PublicationError(Exception):
    """The sheet cannot be begun or proposed; the message is for the person."""


@transaction.atomic
def register(*, actor, by):
    """Begin the sheet of an organisation that `by` represents and is responsible for. Returns the draft."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    mine = Actor.objects.represented_by(by).filter(state=State.DRAFT)
    if again := mine.filter(name=actor.name, created_at__gt=timezone.now() - DOUBLE_CLICK).first():
        return again
    if mine.count() >= MOST_DRAFTS:
        raise PublicationError(f"Vous avez déjà {MOST_DRAFTS} fiches en brouillon\u00a0: terminez-en une avant d’en commencer une autre.")
    create(actor=actor, by=by)
    Representation.objects.create(user=by, actor=actor, role=Role.MANAGER, status=RepresentationStatus.ACTIVE)
    return actor


@transaction.atomic
def edit(*, actor, by, changes, links=None):
    """Save what somebody changed of the sheet. On a published one, the team hears of a new name, collège or number."""
    update(actor=actor, by=by, changes=changes, links=links)
    renamed = {name: change for name, change in changes.items() if name in DISTINCTIVE}
    if renamed and actor.is_published and not by.is_staff:
        told = [
            {"label": str(actor._meta.get_field(name).verbose_name), "before": before or "rien", "after": after or "rien"}
            for name, (before, after) in renamed.items()
        ]
        write_to_team("sheet_renamed", actor, by=by, url=desk(actor), person=str(by), changes=told)
    return actor


@transaction.atomic
def propose(*, actor, by):
    """Ask the team to publish a draft, once it says enough."""
    current = Actor.objects.select_for_update().get(pk=actor.pk)
    missing = wanting(current)
    if missing:
        raise PublicationError(f"Il manque encore à la fiche\u00a0: {', '.join(missing.values())}.")
    return moderation.submit(thing=current, by=by)


def tell(*, thing, before, by):
    """Write to those concerned that the sheet `thing` moved from the state `before`; `network.moderation` calls it."""
    if thing.state == State.SUBMITTED:
        own = [person for person in authors(thing) if person == by]
        if own:
            write("sheet_received", own, thing, by=by)
        if by is None or not by.is_staff:
            write_to_team("sheet_to_review", thing, by=by, url=desk(thing), person=str(by or ""), near=_near(thing))
    elif thing.state == State.PUBLISHED:
        write("sheet_published", _others(authors(thing), by), thing, by=by)
    elif thing.state == State.DRAFT and before == State.SUBMITTED:
        page = site(reverse("actors:update", args=[thing.slug]))
        write("sheet_refused", _others(authors(thing), by), thing, by=by, url=page, motive=thing.refusal_reason)
    elif thing.state == State.ARCHIVED:
        write("sheet_archived", managers(thing, but=by), thing, by=by, person=str(by or ""))


def _others(people, by):
    return [person for person in people if by is None or person.pk != by.pk]


def _near(actor):
    """The sheets that may be of the same organisation, for those who read it over: [(name, address, reasons)]."""
    found = probable_duplicates(
        name=actor.name,
        acronym=actor.acronym,
        siren=actor.siren,
        siret=actor.siret,
        rna=actor.rna,
        uai=actor.uai,
        municipality=actor.municipality,
        exclude=actor,
        limit=3,
    )
    return [{"name": near.actor.name, "url": desk(near.actor), "reasons": ", ".join(near.reasons)} for near in found]
