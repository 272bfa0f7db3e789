"""The team's desk of trainings."""

from trainings.admin import certificates, modules, sessions

__all__ = ["certificates", "modules", "sessions"]
