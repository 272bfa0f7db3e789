"""The team's memory on its desk."""

from crm.admin.interactions import InteractionAdmin
from crm.admin.officials import ElectionAdmin
from crm.admin.segments import SegmentAdmin
from crm.admin.tasks import TaskAdmin

__all__ = ["ElectionAdmin", "InteractionAdmin", "SegmentAdmin", "TaskAdmin"]
