"""Handing a task to Celery without ever making a page wait or fail: the row in the database is the job, the message only hurries it.

When Redis is down, or answers no more, the message is dropped within two seconds; the periodic job of each kind of row
(`notifications.resend_due`, …) takes the work up from the database.
"""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import KombuError
from kombu.pools import producers

logger = logging.getLogger(__name__)
AT_ONCE = {
    "max_retries": 0,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
}


def publish_on_commit(task, *args):
    """Publish the task named `task` with `args` when the transaction commits."""
    transaction.on_commit(lambda: publish(task, *args), robust=True)


def publish(task, *args):
    """Publish it now; False when the broker could not take it."""
    try:
        with producers[current_app.connection_for_write(transport_options=AT_ONCE)].acquire(block=True, timeout=1) as producer:
            current_app.send_task(task, args, producer=producer, retry=False)
    except (KombuError, OSError) as error:
        logger.warning("%s waits in the database: %s", task, type(error).__name__)
        return False
    return True
