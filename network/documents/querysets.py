"""Reads of the documents."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from network.documents.enums import State

PATIENCE = timedelta(seconds=30)  # before a queued document is called again: its message may be lost


def lease():
    """How long a worker may stay silent before its document is taken up by another."""
    return timedelta(seconds=settings.DOCUMENTS["lease"])


class DocumentQuerySet(QuerySet):
    """Documents, read like speech."""

    def alive(self):
        """Those that a second request joins instead of starting anew."""
        return self.exclude(state=State.FAILED)

    def abandoned(self):
        """Running, but their worker says nothing any more."""
        return self.filter(state=State.RUNNING, heartbeat_at__lt=Now() - lease())

    def overlooked(self):
        """To be called (again): abandoned ones, and queued ones whose call may be lost."""
        waiting = Q(state=State.QUEUED) & (Q(called_at=None) | Q(called_at__lt=Now() - PATIENCE))
        return self.filter(waiting | Q(state=State.RUNNING, heartbeat_at__lt=Now() - lease()))

    def failed_for_good(self):
        """Failed, and not made again since."""
        again = self.model.objects.alive().filter(fingerprint=OuterRef("fingerprint"))
        return self.filter(~Exists(again), state=State.FAILED)

    def asked_by(self, user):
        """Those that `user` asked for."""
        return self.filter(requests__user=user)

    def out_of_date(self):
        """Asked for so long ago that they are no longer kept."""
        return self.filter(asked_at__lt=Now() - timedelta(days=settings.DOCUMENTS["keep_days"])).exclude(state=State.RUNNING)

    def expected(self, kind, count):
        """About how many seconds `count` units of `kind` will take, as the last five took; None when none was ever made."""
        made = self.filter(kind=kind, state=State.READY, total__gt=0).annotate(took=F("finished_at") - F("started_at"))
        paces = sorted(took.total_seconds() / total for took, total in made.order_by("-finished_at", "pk").values_list("took", "total")[:5])
        return max(1, round(paces[len(paces) // 2] * count)) if paces else None
