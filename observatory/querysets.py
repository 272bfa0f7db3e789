"""Reads of snapshots and comments."""

from django.db.models import QuerySet

COLUMNS = {"department": "department__code", "countries": "country__slug", "college": "college"}


class SnapshotQuerySet(QuerySet):
    """Snapshots, read like speech."""

    def listed(self):
        """Without their tables, which weigh."""
        return self.defer("figures", "method")

    def latest_at(self, moment):
        """The last one taken at `moment` or before, or None."""
        return self.listed().filter(taken_at__lte=moment).order_by("-number").first()


class CommentQuerySet(QuerySet):
    """Comments, read like speech."""

    def about(self, scope, year):
        """Those on a Scope (`observatory.scope`) in the edition of a year; none for no scope."""
        if scope is None:
            return self.none()
        whole = {"department": None, "country": None, "college": ""}
        if not scope.facet:
            return self.filter(year=year, **whole)
        return self.filter(year=year, **{COLUMNS[scope.facet]: scope.value})
