"""Reminders by step: each once, whatever happens."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from memberships.models import FeeCall, Reminder
from memberships.services import mailing
from network.audit.services import record


def remind(*, today):
    """Send the reminders that are due. Asked twice, or by two workers at once, it sends each of them once. Returns how many."""
    due = FeeCall.objects.overdue(today).filter(reminders_held=False).order_by("pk")
    return sum(_remind(pk, today) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk, today):
    due = FeeCall.objects.overdue(today).filter(reminders_held=False, pk=pk)
    call = due.select_for_update(of=("self",), skip_locked=True).select_related("membership__actor__billing").first()
    step = call and step_due(call, today)
    if not step or Reminder.objects.filter(call=call, step__gte=step).exists():
        return 0
    last = step == len(settings.MEMBERSHIPS["reminders"])
    if not mailing.tell(call, "fee_reminder", key=f"fee-reminder-{call.pk}-{step}", step=step, last=last):
        return 0  # nobody to write to: the desk does not say that it left
    Reminder.objects.create(call=call, step=step)
    record(by=None, verb=f"envoyer la relance {step}", target=call.membership)
    return 1


def step_due(call, today):
    """The step that `today` has reached; 0 before the first. Steps that were missed are not caught up one by one."""
    return sum(call.due_on + timedelta(days=days) <= today for days in sorted(settings.MEMBERSHIPS["reminders"]))
