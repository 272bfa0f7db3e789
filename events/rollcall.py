"""Who is expected at a slot, and who was seen there."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from events.enums import Mark
from events.models import Attendance, Registration, Signature, Speaker
from network.taxonomy.spelling import key


def opens(slot, now):
    """Whether people may be marked at `slot`: from its own day on, Paris time, as some come early."""
    return timezone.localdate(slot.starts_at) <= timezone.localdate(now)


def slot_of_the_hour(slots, now):
    """Of `slots` in their order, the one under way, else the next of the day, else the last one of the day; None on another day."""
    today = [slot for slot in slots if timezone.localdate(slot.starts_at) <= timezone.localdate(now) <= timezone.localdate(slot.ends_at)]
    return next((slot for slot in today if now < slot.ends_at), today[-1] if today else None)


def slot_to_show(slots, now):
    """The one of the hour; on another day the next to come, else the last one."""
    found = slot_of_the_hour(slots, now) or next((slot for slot in slots if now < slot.ends_at), None)
    return found or (slots[-1] if slots else None)


@dataclass
class Line:
    """One expected person and what was seen of them, a `Mark` or nothing."""

    registration: Registration
    mark: str

    @property
    def who_for(self):
        """Their structure, of the directory or another."""
        return self.registration.actor or self.registration.organisation

    @property
    def anchor(self):
        """What the page calls it."""
        return f"personne-{self.registration.pk}"

    @property
    def folded(self):
        """What a search reads: without accents nor capitals."""
        return f"{key(self.registration.name)} {key(self.who_for or '')}"


def leaders(event):
    """Who speaks at the event of that key, or gives the training that stands on it."""
    return (
        Speaker.objects.filter(Q(events=event) | Q(training_sessions__event=event))
        .select_related("actor")
        .distinct()
        .order_by("name", "pk")
    )


def by_name(registrations):
    """Registrations in the order of names, read without accents."""
    return sorted(registrations, key=lambda one: (key(one.name), one.pk))


def signed_names(slot):
    """« intervention-3 », « personne-12 » of those who signed for a half-day of the slot."""
    pairs = Signature.objects.filter(slot=slot).values_list("registration", "speaker")
    return {f"personne-{registration}" if registration else f"intervention-{speaker}" for registration, speaker in pairs}


class RollCall:
    """The confirmed people of a slot by name. `asked`: letters of a name or of a structure."""

    def __init__(self, slot, asked=""):
        self.slot, words = slot, key(asked).split()
        marks = dict(Attendance.objects.filter(slot=slot).values_list("registration", "mark"))
        people = Registration.objects.confirmed().filter(event=slot.event_id).select_related("actor", "seating")
        everybody = [Line(one, marks.get(one.pk, "")) for one in by_name(people)]
        self.total = len(everybody)
        self.present = sum(line.mark == Mark.PRESENT for line in everybody)
        self.absent = sum(line.mark == Mark.ABSENT for line in everybody)
        self.lines = [line for line in everybody if all(word in line.folded for word in words)]
