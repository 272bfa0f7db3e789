"""The team's desk for organisations."""

from actors.admin.actor import ActorAdmin
from actors.admin.links import InvitationAdmin, MembershipAdmin, RepresentationAdmin

__all__ = ["ActorAdmin", "InvitationAdmin", "MembershipAdmin", "RepresentationAdmin"]
