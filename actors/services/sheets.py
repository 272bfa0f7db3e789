"""The sheet itself: written for the first time, written again, removed."""

from functools import partial

from django.db import transaction

from actors.models import Actor
from network.audit.services import record
from network.directory import slugs


@transaction.atomic
def create(*, actor, by):
    """Save a new sheet, which starts as a draft; its address is made from its name."""
    slugs.insert(actor, actor.name)
    record(by=by, verb="créer", target=actor)
    return actor


@transaction.atomic
def update(*, actor, by, changes=None, links=None):
    """Save a sheet. `changes` maps fields to `[before, after]` for the trail; a logo that is replaced leaves the disk.

    `links` maps `countries` and `themes` to what they become.
    """
    before = Actor.objects.filter(pk=actor.pk).values_list("logo", flat=True).first()
    actor.save()
    if before and before != actor.logo.name:
        _forget(actor.logo.storage, before)
    for name, things in (links or {}).items():
        getattr(actor, name).set(things)
    if changes:
        record(by=by, verb="modifier", target=actor, changes=changes)
    return actor


@transaction.atomic
def remove(*, actor, by):
    """Delete a sheet with what hangs on it: its logo, those of the sheets merged into it, those that a merge replaced."""
    record(by=by, verb="supprimer", target=actor)
    logos = [actor.logo.name, *actor.absorbed.values_list("logo", flat=True)]
    logos += [before.get("winner", {}).get("logo") for before in actor.merges.values_list("before", flat=True)]
    for name in filter(None, logos):
        _forget(actor.logo.storage, name)
    actor.delete()


def _forget(storage, name):
    transaction.on_commit(partial(storage.delete, name), robust=True)
