"""The projects of a person: those that their structures lead, and those in which they are partners."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When

from network.moderation.enums import State
from projects.models import Partnership, Project

FIRST = (State.DRAFT, State.SUBMITTED, State.PUBLISHED)


@dataclass(frozen=True)
class Work:
    """All that one's space says of projects."""

    projects: list
    partnerships: list


def work(user):
    """The Work of `user`: drafts first; partnerships that were answered, latest first. Archived projects are left out."""
    order = Case(*(When(state=state, then=Value(rank)) for rank, state in enumerate(FIRST)), output_field=IntegerField())
    led = Project.objects.led_by(user).filter(state__in=FIRST).select_related("lead").order_by(order, "title", "pk")
    answered = Partnership.objects.asked_of(user).exclude(answered_at=None).select_related("project__lead", "actor")
    return Work(list(led), list(answered.order_by("-answered_at", "pk")))
