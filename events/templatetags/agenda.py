"""The ways between the list, the month and the feeds of the agenda; each keeps the filters."""

from dataclasses import dataclass, replace

from django import template
from django.urls import reverse
from django.utils import timezone

register = template.Library()


@dataclass(frozen=True)
class Way:
    """One way of showing the agenda."""

    label: str
    url: str
    icon: str
    current: bool


def same_filters(page, path):
    """The address `path` with the filters of a ListPage."""
    return replace(page.query, path=path).url(sort="")


@register.simple_tag
def agenda_ways(page):
    """What is to come, the month, what is past."""
    here = page.directory.page
    month = reverse("events:month", args=[f"{timezone.localdate():%Y-%m}"])
    ways = [("À venir", "list-ul", "events:list", reverse("events:list")), ("Mois", "calendar3", "events:month", month)]
    ways.append(("Passés", "clock-history", "events:past", reverse("events:past")))
    return [Way(label, same_filters(page, path), icon, name == here) for label, icon, name, path in ways]


@register.simple_tag
def agenda_feeds(page):
    """The addresses of the feeds of what the page shows."""
    return {"calendar": same_filters(page, reverse("events:feed")), "atom": same_filters(page, reverse("events:atom"))}
