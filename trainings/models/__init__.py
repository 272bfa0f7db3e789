"""Mission 3: what the network teaches, and when."""

from trainings.models.certificate import Certificate
from trainings.models.module import Module, Session

__all__ = ["Certificate", "Module", "Session"]
