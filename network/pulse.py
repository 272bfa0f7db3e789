"""Signs of life of long work, written beside it: on a connection of their own, never in its transactions."""

import logging
import threading

from django.db import Error, connection
from django.db.models.functions import Now

STEP = 0.5  # seconds between two looks: progress is written at most twice a second
REST = 5  # seconds after which a sign of life is written though nothing moved

logger = logging.getLogger(__name__)


class Pulse:
    """Writes how far the work of a row is, as it moves, and the heartbeat. `lost` turns true when another took the row over.

    Subclass it: `mine()` is the row as a queryset while it is ours, `shown()` the fields to write.
    """

    def __init__(self, row):
        self.row, self.lost = row, False
        self.done, self.total = 0, 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"pulse-{row.pk}", daemon=True)

    def mine(self):
        """The row, or nothing when it is in other hands."""
        raise NotImplementedError

    def shown(self):
        """`{field: value}` of the progress."""
        return {"done": self.done, "total": self.total}

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
                now, idle = self.shown(), idle + STEP
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
        self.lost = not self.mine().update(heartbeat_at=Now(), **self.shown())
