"""What happens by itself: the snapshot that closes a year."""

from celery import shared_task
from django.utils import timezone

from observatory.services.snapshots import close_year


@shared_task(name="observatory.close_year", ignore_result=True)
def close():
    """On 31 December; asked again later, it finds the one that was taken."""
    close_year(day=timezone.localdate())
