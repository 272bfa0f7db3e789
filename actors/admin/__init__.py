"""The team's desk for organisations."""

from actors.admin.actor import ActorAdmin
from actors.admin.contacts import ContactAdmin, ContactMessageAdmin
from actors.admin.links import InvitationAdmin, MembershipAdmin, RepresentationAdmin

__all__ = ["ActorAdmin", "ContactAdmin", "ContactMessageAdmin", "InvitationAdmin", "MembershipAdmin", "RepresentationAdmin"]
