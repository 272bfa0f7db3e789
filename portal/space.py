"""What a person finds in their space."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from actors.completeness import Completeness, completeness
from actors.enums import RepresentationStatus, Role
from actors.freshness import Freshness, freshness
from actors.models import Actor, Representation
from network.documents.models import Request

RECENT = 3  # documents shown
REMEMBERED = timedelta(days=60)  # a refusal


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


def claims(user):
    """The requests that wait for the person's answer, oldest first."""
    managed = Representation.objects.filter(user=user, status=RepresentationStatus.ACTIVE, role=Role.MANAGER)
    waiting = Representation.objects.filter(status=RepresentationStatus.REQUESTED, actor__in=managed.values("actor"))
    return list(waiting.select_related("user", "actor").order_by("created_at", "pk"))


def refused(user):
    """The person's requests that were refused lately, latest first."""
    since = timezone.now() - REMEMBERED
    ended = Representation.objects.filter(user=user, status=RepresentationStatus.ENDED, answered_at__gte=since).exclude(refusal_reason="")
    return list(ended.select_related("actor").order_by("-answered_at", "pk"))


def documents(user):
    """The documents last asked for."""
    return list(Request.objects.filter(user=user).select_related("document")[:RECENT])
