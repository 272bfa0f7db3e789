"""One task sends one e-mail; one periodic job takes up what waits in the database."""

import contextlib
import time

from celery import shared_task
from django.utils import timezone

from network.notifications import delivery, services
from network.notifications.models import Email

ROUND = 240  # seconds one round of the periodic job may last


@shared_task(name=services.SEND_TASK, time_limit=120)
def send_email(pk):
    """Send the e-mail `pk`, if it still waits."""
    with contextlib.suppress(delivery.ServerAway):
        delivery.deliver(pk=pk)


@shared_task(name="notifications.resend_due", time_limit=300)
def resend_due():
    """Send what waits: after Redis or the mail server was away, after a worker died, after a refusal for now."""
    delivery.settle_orphans()
    started = time.monotonic()
    for pk in Email.objects.due(timezone.now()).order_by("next_try_at", "pk").values_list("pk", flat=True)[:500]:
        try:
            delivery.deliver(pk=pk)
        except delivery.ServerAway:
            break  # one attempt a round is enough
        if time.monotonic() - started > ROUND:
            break


@shared_task(name="notifications.forget_old")
def forget_old():
    """Every night: what was written a year ago need not be kept."""
    services.forget_old()
