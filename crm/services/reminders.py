"""One e-mail a day to each person of the team whose tasks are due."""

from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from crm.models import Task
from network.notifications.services import send
from network.ui.french import day


def remind(*, on=None):
    """Write to each owner of tasks due on the day `on` or before. Returns how many were written; asked again, none is."""
    on = on or timezone.localdate()
    tasks = Task.objects.due(on).filter(owner__is_active=True, owner__is_staff=True).select_related("owner", "actor")
    written = 0
    for owner, theirs in groupby(tasks.order_by("owner_id", "due", "pk"), key=lambda task: task.owner):
        written += _write(owner, list(theirs), on)
    return written


@transaction.atomic
def _write(owner, tasks, on):
    context = {
        "count": len(tasks),
        "late": sum(task.due < on for task in tasks),
        "tasks": [
            {"title": task.title, "due": day(task.due), "actor": str(task.actor or ""), "url": _url("admin:crm_task_change", task.pk)}
            for task in tasks
        ],
        "url": _url("admin:index"),
    }
    key = f"tasks-due:{owner.pk}:{on.isoformat()}"
    before = owner.emails.filter(dedupe=key).exists()
    send(kind="tasks_due", to=owner, context=context, dedupe=key)
    return not before


def _url(name, *args):
    return settings.SITE_URL + reverse(name, args=args)
