"""What happens by itself: reminders, every morning."""

from celery import shared_task
from django.utils import timezone

from memberships.services import reminders


@shared_task(name="memberships.remind", ignore_result=True, time_limit=1800)
def remind():
    """Every morning: the reminders that are due leave, each once."""
    reminders.remind(today=timezone.localdate())
