"""Every morning, the team's tasks of the day."""

from celery import shared_task

from crm import services


@shared_task(name="crm.remind")
def remind():
    """One e-mail a person and a day; run twice, it writes nothing more."""
    services.remind()
