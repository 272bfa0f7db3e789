"""Signs of life of a document in the making, written beside the work: on a connection of their own, never in its transactions."""

import logging
import threading

from django.db import Error, connection
from django.db.models.functions import Now

from network.documents.enums import State
from network.documents.models import Document

STEP = 0.5  # seconds between two looks: progress is written at most twice a second
REST = 5  # seconds after which a sign of life is written though nothing moved

logger = logging.getLogger(__name__)


class Pulse:
    """Writes `done`, `total` and `unit` as they change, and the heartbeat. `lost` turns true when another took the document over."""

    def __init__(self, document):
        self.document, self.lost = document, False
        self.done, self.total, self.unit = 0, 0, document.unit
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"pulse-{document.pk}", daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._over.set()
        self._thread.join()

    def _beat(self):
        written, idle = None, 0.0
        try:
            while not self._over.wait(STEP):
                now, idle = (self.done, self.total, self.unit), idle + STEP
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
        mine = Document.objects.filter(pk=self.document.pk, token=self.document.token, state=State.RUNNING)
        self.lost = not mine.update(heartbeat_at=Now(), done=self.done, total=self.total, unit=self.unit)
