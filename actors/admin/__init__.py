"""The team's desk for organisations."""

from actors.admin.actor import ActorAdmin
from actors.admin.contacts import ContactAdmin, ContactMessageAdmin
from actors.admin.links import InvitationAdmin, RepresentationAdmin
from actors.admin.merges import DistinctAdmin, MergeAdmin

__all__ = [
    "ActorAdmin", "ContactAdmin", "ContactMessageAdmin", "DistinctAdmin", "InvitationAdmin", "MergeAdmin",
    "RepresentationAdmin",
]  # fmt: skip
