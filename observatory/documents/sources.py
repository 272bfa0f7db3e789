"""Where the figures of a report come from: those of now for a selection, or those of a snapshot."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, QueryDict
from django.utils import timezone

from observatory.comments import comments_of
from observatory.frozen import Frozen
from observatory.method import METHOD
from observatory.models import Snapshot
from observatory.page import Observatory


@dataclass(frozen=True)
class Source:
    """An Observatory, the moment of its figures, and the Snapshot that holds them, if one does."""

    shown: Observatory
    moment: datetime
    snapshot: Snapshot | None = None

    @property
    def selection(self):
        """Whose figures."""
        return self.shown.selection

    @property
    def comments(self):
        """What the team says of them, in the year of the figures."""
        return comments_of(self.selection, self.moment.year)

    @property
    def method(self):
        """How they were counted."""
        return list(self.snapshot.method if self.snapshot else METHOD)


def source(params):
    """The Source of a report's parameters."""
    if "snapshot" in params:
        taken = find(params["snapshot"])
        return Source(Frozen(taken), timezone.localtime(taken.taken_at), taken)
    return Source(Observatory(QueryDict(params["filters"])), timezone.localtime())


def find(number):
    """The Snapshot of that number; 404 without one."""
    taken = (
        Snapshot.objects.filter(number=number).first() if str(number).isascii() and str(number).isdigit() and len(str(number)) < 9 else None
    )
    if taken is None:
        raise Http404
    return taken
