"""Periodic jobs of events."""

from celery import shared_task
from django.utils import timezone

from events.models import Announcement
from events.services import announcing, forgetting, reminding
from events.services.offers import lapse_all


@shared_task(name="events.lapse_offers")
def lapse_offers():
    """Offer to the next person what nobody accepted in time."""
    return lapse_all(now=timezone.now())


@shared_task(name="events.forget")
def forget():
    """Every hour: requests that nobody confirmed, and what an event that is long over need not say of people."""
    forgetting.forget(now=timezone.now())


@shared_task(name=announcing.TASK)
def write_announcement(pk):
    """Write the e-mails of an announcement."""
    said = Announcement.objects.get(pk=pk)
    while announcing.write_batch(announcement=said):
        pass


@shared_task(name="events.write_announcements")
def write_announcements():
    """Take up what a worker that died, or a message that was lost, left unwritten."""
    for said in announcing.unfinished():
        while announcing.write_batch(announcement=said):
            pass


@shared_task(name="events.remind")
def remind():
    """A week and a day before; run twice, it writes nothing more."""
    reminding.remind(now=timezone.now())
