"""Every morning, partners who did not answer are reminded."""

from celery import shared_task

from projects.services import partners


@shared_task(name="projects.remind_partners")
def remind_partners():
    """One e-mail a manager and a partnership, after two weeks; run twice, it writes nothing more."""
    partners.remind()
