"""What a person finds in their space."""

from dataclasses import dataclass

from actors.completeness import Completeness, completeness
from actors.enums import RepresentationStatus
from actors.freshness import Freshness, freshness
from actors.models import Actor, Representation
from network.documents.models import Request

RECENT = 3  # documents shown


@dataclass(frozen=True)
class Organisation:
    """An organisation that the person represents, or asks to."""

    actor: Actor
    representation: Representation
    completeness: Completeness | None
    freshness: Freshness | None

    @property
    def is_active(self):
        """Whether the person acts for it today."""
        return self.representation.status == RepresentationStatus.ACTIVE


def organisations(user):
    """The person's organisations, those they act for first. What is not public is shown to active representatives only."""
    links = (
        Representation.objects.filter(user=user)
        .exclude(status=RepresentationStatus.ENDED)
        .select_related("actor__municipality")
        .prefetch_related("actor__countries", "actor__themes")
        .order_by("status", "actor__name", "pk")
    )
    return [_organisation(link) for link in links]


def _organisation(link):
    if link.status != RepresentationStatus.ACTIVE:
        return Organisation(link.actor, link, None, None)
    return Organisation(link.actor, link, completeness(link.actor), freshness(link.actor.confirmed_at))


def documents(user):
    """The documents last asked for."""
    return list(Request.objects.filter(user=user).select_related("document")[:RECENT])
