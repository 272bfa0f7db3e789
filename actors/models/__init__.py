"""Mission 1: the organisations of the region, their people, what is known of them."""

from actors.models.actor import Actor, Membership, PublicGrant, Representation, SearchEntry, Twinning
from actors.models.contact import Contact

__all__ = ["Actor", "Contact", "Membership", "PublicGrant", "Representation", "SearchEntry", "Twinning"]
