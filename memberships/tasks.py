"""What happens by itself: reminders, every morning; what is to be forgotten, every night."""

from celery import shared_task
from django.utils import timezone

from memberships.services import joining, reminders


@shared_task(name="memberships.remind", ignore_result=True, time_limit=1800)
def remind():
    """Every morning: the reminders that are due leave, each once."""
    reminders.remind(today=timezone.localdate())


@shared_task(name="memberships.forget", ignore_result=True)
def forget():
    """The messages of old requests to join."""
    joining.forget()
