"""The observatory on the team's desk."""

from observatory.admin.comments import CommentAdmin
from observatory.admin.snapshots import SnapshotAdmin

__all__ = ["CommentAdmin", "SnapshotAdmin"]
