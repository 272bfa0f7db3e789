"""Periodic jobs of trainings."""

from celery import shared_task

from trainings.services import certificates
from trainings.services.evaluations import send_due


@shared_task(name="trainings.send_questionnaires")
def send_questionnaires():
    """Ask what people think: before, right after, three months later."""
    return send_due()


@shared_task(name="trainings.forget")
def forget():
    """Take people out of the certificates of registrations that are no longer kept."""
    return certificates.forget()
