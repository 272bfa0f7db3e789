"""A merge is undone within thirty days, exactly; after them, what only the undoing needed is forgotten."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from actors.merging import moving
from actors.merging.fields import held
from actors.merging.moving import Stuck, plain
from actors.models import Actor, Merge
from actors.services.merging import MergeError, locked, look_at_constraints, tell, write
from actors.services.people import without_manager
from network.audit.services import record
from network.ui.french import day

PERSONAL = {"street": "", "public_email": "", "public_phone": "", "refusal_reason": "", "logo": ""}


@transaction.atomic
def undo(*, merge, by):
    """Part two sheets again: both are as they were, and what was made since on the one that stayed stays there. Raises MergeError."""
    locked(merge.winner_id, merge.loser_id)
    merge = Merge.objects.select_for_update(of=("self",)).select_related("winner", "loser").get(pk=merge.pk)
    if words := refusal(merge):
        raise MergeError(words)
    try:
        with without_manager():  # each sheet may lack one, as it did
            moving.bring_back(merge)
            later = _restore(merge.winner, merge.before["winner"], merge.after["winner"])
            _restore(merge.loser, merge.before["loser"], merge.after["loser"])
            moving.restore_columns(merge)
    except Stuck as stuck:
        raise MergeError(str(stuck)) from stuck
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    look_at_constraints()
    record(by=by, verb="annuler la fusion", target=merge.winner, changes={"fiche rétablie": [None, str(merge.loser)]})
    record(by=by, verb="annuler la fusion", target=merge.loser, changes={"fusionnée avec": [str(merge.winner), None]})
    tell(merge, "actors_parted")
    return merge, later


def refusal(merge):
    """Why this merge cannot be undone, in a sentence; an empty string when it can."""
    if merge.undone_at:
        return "Cette fusion est déjà annulée."
    if merge.is_over:
        return f"Cette fusion ne peut plus être annulée : elle est définitive depuis le {day(timezone.localtime(merge.undoable_until))}."
    if merge.winner.merged_into_id:
        return f"« {merge.winner} » a été fusionnée depuis avec « {merge.winner.merged_into} » : annulez d’abord cette fusion-là."
    if merge.loser.merged_into_id != merge.winner_id:
        return f"« {merge.loser} » n’est plus fusionnée avec « {merge.winner} »."
    return ""


def changed_since(merge):
    """The columns that the merge wrote on the sheet that stayed and somebody wrote again: they stay as they are."""
    return [name for name, was in merge.after["winner"].items() if name != "updated_at" and plain(held(merge.winner, name)) != was]


def _restore(actor, before, after):
    """Put back what a merge wrote and nobody changed since. Returns the names of the columns that somebody changed since."""
    now = {name: plain(held(actor, name)) for name in before}
    back, later = {}, []
    for name, was in before.items():
        if isinstance(was, list) and Actor._meta.get_field(name).many_to_many:
            added, taken = set(after[name]) - set(was), set(was) - set(after[name])
            back[name] = [pk for pk in now[name] if pk not in added] + [pk for pk in taken if pk not in now[name]]
        elif now[name] == after[name]:
            back[name] = was
        elif name != "updated_at":
            later.append(name)
    if "updated_at" in before and "updated_at" not in back:
        back["updated_at"] = timezone.now()
    if back.get("logo") != now.get("logo") and "logo" in back and now["logo"]:
        transaction.on_commit(partial(actor.logo.storage.delete, now["logo"]), robust=True)
    if "logo" in later and before["logo"]:
        transaction.on_commit(partial(actor.logo.storage.delete, before["logo"]), robust=True)
    write(actor, back)
    return later


def forget_old():
    """Forget the details of every merge that can no longer be undone. Returns how many there were."""
    old = list(Merge.objects.to_forget().order_by("pk"))
    for merge in old:
        forget(merge=merge)
    return len(old)


@transaction.atomic
def forget(*, merge):
    """Erase what only the undoing needed: the old values, the details of the rows, the files and personal details of the old sheet."""
    merge = Merge.objects.select_for_update(of=("self",)).select_related("winner", "loser").get(pk=merge.pk)
    if not merge.undone_at:
        replaced = merge.before["winner"].get("logo")
        _drop(merge.winner, replaced if replaced != merge.winner.logo.name else "")
        _drop(merge.loser, merge.loser.logo.name)
        Actor.objects.filter(pk=merge.loser_id, merged_into__isnull=False).update(**PERSONAL)
    merge.before = merge.after = {}
    merge.changed = []
    merge.kept = [{**row, "label": ""} for row in merge.kept]
    merge.forgotten_at = timezone.now()
    merge.save(update_fields=["before", "after", "changed", "kept", "forgotten_at"])
    return merge


def _drop(actor, name):
    if name:
        transaction.on_commit(partial(actor.logo.storage.delete, name), robust=True)
