"""Mission 3: what the network teaches, and when."""

from trainings.models.module import Module, Session

__all__ = ["Module", "Session"]
