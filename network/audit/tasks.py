"""What happens by itself to the trail."""

from celery import shared_task

from network.audit import services


@shared_task(name="audit.forget", ignore_result=True)
def forget():
    """Every night: acts stay, who did them is forgotten after some years."""
    services.forget()
