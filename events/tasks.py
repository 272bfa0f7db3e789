"""Periodic jobs of events."""

from celery import shared_task
from django.utils import timezone

from events.services import forgetting
from events.services.offers import lapse_all


@shared_task(name="events.lapse_offers")
def lapse_offers():
    """Offer to the next person what nobody accepted in time."""
    return lapse_all(now=timezone.now())


@shared_task(name="events.forget")
def forget():
    """Every hour: requests that nobody confirmed, and what an event that is long over need not say of people."""
    forgetting.forget(now=timezone.now())
