"""Mission 1: the organisations of the region, their people, what is known of them."""

from actors.models.actor import Actor, Membership, PublicGrant, Representation, SearchEntry, Twinning
from actors.models.contact import Contact
from actors.models.imported import ImportedLine
from actors.models.invitation import Invitation
from actors.models.merge import Distinct, Merge
from actors.models.message import ContactMessage

__all__ = [
    "Actor", "Contact", "ContactMessage", "Distinct", "ImportedLine", "Invitation", "Membership", "Merge",
    "PublicGrant", "Representation", "SearchEntry", "Twinning",
]  # fmt: skip
