"""What people who registered must know of an event, in words: where a change shows."""

from events.calendars import place_of
from events.timing import period_words
from network.ui.french import moment

LABELS = {"date": "Date", "place": "Lieu", "format": "Format"}


def facts(event):
    """What people must know, in words."""
    slots = [f"{moment(s.starts_at)} à {moment(s.ends_at).split(' à ')[-1]}" for s in event.slots.all()]
    when = "\u00a0; ".join(slots) or period_words(event.period_starts_on, event.period_ends_on)
    return {"date": when, "place": place_of(event), "format": event.get_format_display()}
