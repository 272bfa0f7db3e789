"""Every morning, the managers of sheets that nobody confirmed for long are asked."""

from celery import shared_task

from actors.services import freshness


@shared_task(name="actors.ask_confirmations")
def ask_confirmations():
    """One e-mail a manager, a sheet and a period; run twice, it writes nothing more."""
    freshness.ask_confirmations()
