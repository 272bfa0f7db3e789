"""The team's desk of events."""

from events.admin import events, groups, registrations

__all__ = ["events", "groups", "registrations"]
