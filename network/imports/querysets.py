"""Reads of the imports."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from network.imports.enums import AT_WORK, State

PATIENCE = timedelta(seconds=30)  # before a waiting import is called again: its message may be lost


def lease():
    """How long a worker may stay silent before its import is taken up by another."""
    return timedelta(seconds=settings.IMPORTS["lease"])


class ImportQuerySet(QuerySet):
    """Imports, read like speech."""

    def at_work(self):
        """Those that a worker has, or should have."""
        return self.filter(state__in=AT_WORK)

    def abandoned(self):
        """In the hands of a worker that says nothing any more."""
        return self.at_work().filter(token__isnull=False, heartbeat_at__lt=Now() - lease())

    def overlooked(self):
        """To be called (again): abandoned ones, and waiting ones whose call may be lost."""
        waiting = Q(token=None) & (Q(called_at=None) | Q(called_at__lt=Now() - PATIENCE))
        return self.at_work().filter(waiting | Q(token__isnull=False, heartbeat_at__lt=Now() - lease()))

    def to_confirm(self):
        """Those that wait for somebody."""
        return self.filter(state__in=[State.READ, State.PREVIEWED])

    def out_of_date(self):
        """Over, or left aside, so long ago that their file and lines are no longer kept."""
        old = Now() - timedelta(days=settings.IMPORTS["keep_days"])
        return self.filter(moved_at__lt=old).exclude(state__in=AT_WORK).exclude(file="")
