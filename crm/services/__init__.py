"""The verbs of the team's memory."""

from crm.services.forgetting import forget
from crm.services.interactions import record_interaction, refusals, remove_interaction
from crm.services.refusal import CrmError
from crm.services.reminders import remind
from crm.services.segments import export_officials, export_segment, save_segment
from crm.services.tasks import complete, remove_task, reopen, save_task

__all__ = [
    "CrmError",
    "complete",
    "export_officials",
    "export_segment",
    "forget",
    "record_interaction",
    "refusals",
    "remind",
    "remove_interaction",
    "remove_task",
    "reopen",
    "save_segment",
    "save_task",
]
