"""Reads of snapshots."""

from django.db.models import QuerySet


class SnapshotQuerySet(QuerySet):
    """Snapshots, read like speech."""

    def listed(self):
        """Without their tables, which weigh."""
        return self.defer("figures", "method")

    def latest_at(self, moment):
        """The last one taken at `moment` or before, or None."""
        return self.listed().filter(taken_at__lte=moment).order_by("-number").first()
