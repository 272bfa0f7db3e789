"""Reads of the team's memory."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet


class TaskQuerySet(QuerySet):
    """Tasks, read like speech."""

    def open(self):
        """Those still to do."""
        return self.filter(done_at=None)

    def due(self, on):
        """Still to do on the day `on` or before."""
        return self.open().filter(due__lte=on)

    def overdue(self, on):
        """Still to do, and their day is past."""
        return self.open().filter(due__lt=on)

    def soon(self, on, days=7):
        """Still to do, overdue or due within `days`."""
        return self.open().filter(due__lte=on + timedelta(days=days))

    def of(self, user):
        """Those of `user`, and those that are nobody's."""
        return self.filter(Q(owner=user) | Q(owner=None))

    def most_pressing(self):
        """The oldest day first."""
        return self.order_by(F("due").asc(), "pk")


class ElectionQuerySet(QuerySet):
    """Elections, read like speech."""

    def past(self, on):
        """Those over on the day `on`, the last first."""
        return self.filter(second_round__lte=on).order_by("-second_round", "-pk")
