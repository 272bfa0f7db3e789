"""The team's desk of trainings."""

from trainings.admin import certificates, evaluations, modules, sessions, targets

__all__ = ["certificates", "evaluations", "modules", "sessions", "targets"]
