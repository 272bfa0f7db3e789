"""When and where a meeting takes place, as a line of text says it."""

from django.utils import timezone

from events.timing import MONTHS, bounds, period_words
from network.ui.french import NBSP, day, moment

DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
TOLD = 4  # dates said one by one after the first


def hour(value):
    """« 14 h », « 9 h 30 »."""
    value = timezone.localtime(value)
    return f"{value.hour}{NBSP}h" + (f"{NBSP}{value.minute:02d}" if value.minute else "")


def slot_words(start, end):
    """« jeudi 3 décembre 2026, 14 h – 17 h »; a slot of several days says both moments."""
    first, last = timezone.localdate(start), timezone.localdate(end)
    if first != last:
        return f"du {moment(start)} au {moment(end)}"
    return f"{DAYS[first.weekday()]} {day(first)}, {hour(start)}{NBSP}– {hour(end)}"


def dates_words(dates):
    """« 10 et 17 décembre, 7 janvier » of days in order."""
    words = []
    for n, date in enumerate(dates):
        number = "1er" if date.day == 1 else str(date.day)
        last_of_month = n + 1 == len(dates) or (dates[n + 1].year, dates[n + 1].month) != (date.year, date.month)
        words.append(f"{number}{NBSP}{MONTHS[date.month - 1]}" if last_of_month else number)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"


def when(slots, start=None, end=None):
    """All of it in one line: `slots` are pairs of moments in order, `start` and `end` the days of a period."""
    if not slots:
        return period_words(start, end)
    text = slot_words(*slots[0])
    first = timezone.localdate(slots[0][0])
    others = sorted({timezone.localdate(begins) for begins, _ in slots} - {first})
    if len(others) > TOLD:
        return f"{text}, puis {len(others)} autres dates jusqu’au {day(others[-1])}"
    if not others:
        return text
    return f"{text}, puis {'le' if len(others) == 1 else 'les'} {dates_words(others)}"


def when_of(event):
    """The same of an event, whose `slots` it reads."""
    return when([(slot.starts_at, slot.ends_at) for slot in event.slots.all()], event.period_starts_on, event.period_ends_on)


def iso_of(event):
    """The first and the last moment for machines, or its days; empty when nothing is known."""
    start, end = bounds(event)
    if start is not None:
        return timezone.localtime(start).isoformat(), timezone.localtime(end).isoformat()
    return (event.period_starts_on and event.period_starts_on.isoformat()) or "", (
        event.period_ends_on and event.period_ends_on.isoformat()
    ) or ""
