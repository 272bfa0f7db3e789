"""When an event takes place, in words, and what that allows."""

from calendar import monthrange
from datetime import date, timedelta

from django.utils import timezone

from network.ui.french import day

MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
ORDINALS = ["premier", "deuxième", "troisième", "dernier"]
ROOM_SHOWN_BEFORE = timedelta(days=1)  # before the day of the first slot: « à partir de la veille »


def period_words(start, end):
    """« mars 2021 », « premier semestre 2021 », « dernier trimestre 2021 », « 2021 »; two days otherwise; « date à venir » for nothing.

    `start` and `end` are days, both or neither None.
    """
    if start is None or end is None:
        return "date à venir"
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1] and start.year == end.year
    months = end.month - start.month + 1
    if whole and months == 12:
        return str(start.year)
    if whole and months == 6 and start.month in (1, 7):
        return f"{'premier' if start.month == 1 else 'second'} semestre {start.year}"
    if whole and months == 3 and start.month % 3 == 1:
        return f"{ORDINALS[start.month // 3]} trimestre {start.year}"
    if whole and months == 1:
        return f"{MONTHS[start.month - 1]} {start.year}"
    if start == end:
        return day(start)
    return f"du {day(start)} au {day(end)}"


def period_of(words_or_month):
    """The first and the last day of « 2021-03 »."""
    year, month = (int(part) for part in words_or_month.split("-"))
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def bounds(event):
    """The first and the last moment of the event's slots; None twice while there is none. Reads `event.slots` once."""
    slots = list(event.slots.all())
    return (min(s.starts_at for s in slots), max(s.ends_at for s in slots)) if slots else (None, None)


def is_past(event, now):
    """Whether all its slots are over; without one, whether its period is."""
    end = bounds(event)[1]
    if end is not None:
        return end <= now
    return event.period_ends_on is not None and event.period_ends_on < timezone.localdate(now)


def registrations_open(event, now):
    """Whether somebody may register at `now`: published, in its window, and not begun."""
    start, end = bounds(event)
    closes = event.registration_closes_at or start
    return (
        event.is_published
        and event.takes_registrations
        and end is not None
        and (event.registration_opens_at is None or now >= event.registration_opens_at)
        and now < min(closes, end)
    )


def room_is_shown(event, now):
    """Whether the link of the video room may be given to those registered: from the day before, Paris time, until the end."""
    start, end = bounds(event)
    if not event.room_link or start is None:
        return False
    return timezone.localdate(now) >= timezone.localdate(start) - ROOM_SHOWN_BEFORE and now <= end
