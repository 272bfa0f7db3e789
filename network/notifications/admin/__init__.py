"""E-mails on the team's desk: the log of what was sent, and how each kind is worded."""

from network.notifications.admin.log import EmailAdmin
from network.notifications.admin.wordings import WordingAdmin

__all__ = ["EmailAdmin", "WordingAdmin"]
