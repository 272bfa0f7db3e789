"""Every morning, the team's tasks of the day; every night, what is to be forgotten."""

from celery import shared_task

from crm import services


@shared_task(name="crm.remind")
def remind():
    """One e-mail a person and a day; run twice, it writes nothing more."""
    services.remind()


@shared_task(name="crm.forget")
def forget():
    """Old exchanges no longer name anybody."""
    services.forget()
