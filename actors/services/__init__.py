"""The verbs that write, by subject. Publication states are `network.moderation.services`."""

from actors.services.sheets import create, remove, update

__all__ = ["create", "remove", "update"]
