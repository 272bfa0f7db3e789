"""Signs of life of an import at work, written beside the work: on a connection of their own, never in its transaction."""

import logging
import threading

from django.db import Error, connection
from django.db.models.functions import Now

from network.imports.models import Import

STEP = 0.5  # seconds between two looks: progress is written at most twice a second
REST = 5  # seconds after which a sign of life is written though nothing moved

logger = logging.getLogger(__name__)


class Pulse:
    """Writes `done` and `total` as they change, and the heartbeat. `lost` turns true when another took the import over."""

    def __init__(self, batch):
        self.batch, self.lost = batch, False
        self.done, self.total = 0, batch.total
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"pulse-{batch.pk}", daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self.stop()

    def stop(self):
        """No more signs of life: the row is about to be written by the work itself."""
        self._over.set()
        self._thread.join()

    def _beat(self):
        written, idle = None, 0.0
        try:
            while not self._over.wait(STEP):
                now, idle = (self.done, self.total), idle + STEP
                if now != written or idle >= REST:
                    try:
                        self.write()
                        written, idle = now, 0.0
                    except Error:  # the database went away: the next look tries again, on a new connection
                        logger.warning("no sign of life written", exc_info=True)
                        connection.close()
        finally:
            connection.close()

    def write(self):
        """Write where the work is; on the connection of whoever calls."""
        mine = Import.objects.at_work().filter(pk=self.batch.pk, token=self.batch.token)
        self.lost = not mine.update(heartbeat_at=Now(), done=self.done, total=self.total)
