"""How recently somebody confirmed a sheet. The periods are settings, in `ACTORS`."""

from datetime import timedelta

from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone


class Freshness(TextChoices):
    """What a confirmation date says today."""

    FRESH = "fresh", "à jour"
    STALE = "stale", "à confirmer"
    OUTDATED = "outdated", "à revoir"
    NEVER = "never", "jamais confirmée"


def freshness(confirmed_at, now=None):
    """The Freshness of a sheet confirmed at `confirmed_at` (None: never)."""
    if confirmed_at is None:
        return Freshness.NEVER
    age = (now or timezone.now()) - confirmed_at
    if age > period("outdated_after_days"):
        return Freshness.OUTDATED
    return Freshness.STALE if age > period("stale_after_days") else Freshness.FRESH


def asks_confirmation(confirmed_at, now=None):
    """Whether it is time to ask those who look after a sheet if it still holds; it shows as stale only later."""
    return confirmed_at is None or (now or timezone.now()) - confirmed_at > period("ask_after_days")


def period(name):
    """One of the periods, as a timedelta."""
    return timedelta(days=settings.ACTORS[name])


def stale_before(now=None):
    """The moment before which a confirmation is no longer fresh."""
    return (now or timezone.now()) - period("stale_after_days")
