"""What is to do, and that it is done."""

from django.db import transaction
from django.utils import timezone

from crm.models import Task
from crm.services.refusal import CrmError
from network.accounts.rules import is_team
from network.audit.services import record


@transaction.atomic
def save_task(*, task, by, changes=None):
    """Add or change a task. Raises CrmError when its owner is not of the team."""
    if task.owner is not None and not is_team(task.owner):
        raise CrmError("Une tâche se confie à une personne de l’équipe.")
    new = task.pk is None
    if new:
        task.by = by
    task.save()
    record(by=by, verb="créer" if new else "modifier", target=task, changes=changes)
    return task


@transaction.atomic
def complete(*, task, by):
    """It is done: who and when are kept. A task that is done already stays as it was."""
    current = Task.objects.select_for_update().get(pk=task.pk)
    if current.is_done:
        raise CrmError(f"« {current} » est déjà faite.")
    return _mark(current, by, timezone.now(), "faire")


@transaction.atomic
def reopen(*, task, by):
    """It was not done after all."""
    current = Task.objects.select_for_update().get(pk=task.pk)
    if not current.is_done:
        raise CrmError(f"« {current} » est encore à faire.")
    return _mark(current, by, None, "rouvrir")


def _mark(task, by, when, verb):
    task.done_at, task.done_by = when, by if when else None
    task.save(update_fields=["done_at", "done_by", "updated_at"])
    record(by=by, verb=verb, target=task)
    return task


@transaction.atomic
def remove_task(*, task, by):
    """Forget a task."""
    record(by=by, verb="supprimer", target=task)
    task.delete()
