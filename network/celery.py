"""The worker pool: `celery -A network worker` and `celery -A network beat`."""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.dev")
app = Celery("network")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_the_discreet_log(**options):
    """Celery would put its own handlers in place of those of `settings.LOGGING`, which hide what is personal."""
