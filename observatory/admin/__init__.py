"""The observatory on the team's desk."""

from observatory.admin.snapshots import SnapshotAdmin

__all__ = ["SnapshotAdmin"]
