"""Mission 4: meetings, the groups that hold them, and who takes part."""

from events.models.announcement import Announcement, Recipient
from events.models.attendance import Attendance
from events.models.calendar_key import CalendarKey
from events.models.event import Event, Invitee, Series, Slot
from events.models.group import GroupMembership, GroupPaper, WorkingGroup
from events.models.programme import Paper, Question, Speaker, Talk
from events.models.registration import Answer, Registration, Seating, TalkChoice
from events.models.search import SearchEntry
from events.models.signature import Signature

__all__ = [
    "Announcement", "Answer", "Attendance", "CalendarKey", "Event", "GroupMembership", "GroupPaper", "Invitee", "Paper", "Question",
    "Recipient", "Registration", "SearchEntry", "Seating", "Series", "Signature", "Slot", "Speaker", "Talk", "TalkChoice", "WorkingGroup",
]  # fmt: skip
