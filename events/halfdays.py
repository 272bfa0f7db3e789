"""The half-days of an event, as people sign for them: a morning ends at 13 h, Paris time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from events.models import Slot
from events.words import hour

NOON, SHORTEST = time(13), timedelta(hours=1)  # a few minutes past 13 h do not make an afternoon


@dataclass(frozen=True)
class HalfDay:
    """A morning or an afternoon of a slot, with the hours that it takes of it."""

    slot: Slot
    starts_at: datetime
    ends_at: datetime
    is_morning: bool

    @property
    def day(self):
        """Its day, in Paris."""
        return timezone.localdate(self.starts_at)

    @property
    def key(self):
        """What a signature is kept under."""
        return self.slot.pk, self.day, self.is_morning

    @property
    def name(self):
        """« 2026-11-24-matin », for addresses."""
        return f"{self.day}-{'matin' if self.is_morning else 'apres-midi'}"

    @property
    def label(self):
        """« matin »."""
        return "matin" if self.is_morning else "après-midi"

    @property
    def hours(self):
        """« 9 h – 12 h 30 »."""
        return f"{hour(self.starts_at)} – {hour(self.ends_at)}"


def half_days(slots):
    """Those of `slots`, in their order. A slot from 9 h to 17 h has two; one from 9 h to 13 h 15, one."""
    return [half for slot in slots for half in _of(slot)]


def _of(slot):
    start, end = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    found = [half for n in range((end.date() - start.date()).days + 1) for half in _on(slot, start, end, start.date() + timedelta(n))]
    long = [half for half in found if _length(half) >= SHORTEST]
    return long or [max(found, key=_length)]


def _on(slot, start, end, on: date):
    zone = timezone.get_current_timezone()
    midnight, noon, tomorrow = (datetime.combine(*at, tzinfo=zone) for at in ((on, time()), (on, NOON), (on + timedelta(1), time())))
    for first, last, is_morning in ((midnight, noon, True), (noon, tomorrow, False)):
        if max(start, first) < min(end, last):
            yield HalfDay(slot, max(start, first), min(end, last), is_morning)


def _length(half):
    return half.ends_at - half.starts_at
