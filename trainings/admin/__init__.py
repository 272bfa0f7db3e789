"""The team's desk of trainings."""

from trainings.admin import modules, sessions

__all__ = ["modules", "sessions"]
