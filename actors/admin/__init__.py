"""The team's desk for organisations."""

from actors.admin.actor import ActorAdmin
from actors.admin.links import MembershipAdmin, RepresentationAdmin

__all__ = ["ActorAdmin", "MembershipAdmin", "RepresentationAdmin"]
