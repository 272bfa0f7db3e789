"""The electoral roll as it is shown: lines by collège, and as a table to download."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from memberships.services.standing import roll
from network.taxonomy.enums import College
from network.ui.french import day


@dataclass(frozen=True)
class Roll:
    """The members in good standing on `day`, of one collège or of all."""

    day: object
    college: str = ""

    one, many, file_name = "membre", "membres à jour", "membres-a-jour"

    @cached_property
    def lines(self):
        """The memberships, in the order of collèges and names."""
        return roll(self.day, self.college)

    @property
    def caution(self):
        """What the list does not know of a day that is not today; nothing of today's."""
        today = timezone.localdate()
        if self.day < today:
            return "Noms, collèges et types sont ceux de ce jour-là, d’après le journal\u00a0; les communes sont celles d’aujourd’hui."
        return "Ce jour est à venir\u00a0: la liste est celle de ce qui est réglé aujourd’hui." if self.day > today else ""

    @property
    def college_label(self):
        """« Associations »; « tous les collèges »."""
        return College(self.college).label if self.college else "tous les collèges"

    @property
    def groups(self):
        """[(collège, [(name, type, place, words)])], without the collèges that have nobody."""
        found = {college: [] for college in College}
        for membership in self.lines:
            found[College(membership.actor.college)].append(line(membership))
        return [(college, lines) for college, lines in found.items() if lines]

    columns = [
        ("Collège", lambda m: m.actor.get_college_display()),
        ("Structure", lambda m: m.actor.name),
        ("Type", lambda m: m.actor.get_kind_display()),
        ("Commune", lambda m: place(m.actor)),
        ("SIREN", lambda m: m.actor.siren),
        ("Adhésion", lambda m: m.year),
        ("État", lambda m: m.get_state_display()),
        ("Réglée ou exonérée le", lambda m: m.settled_on.isoformat() if m.settled_on else ""),
        ("Premier jour", lambda m: m.first_day.isoformat()),
        ("Dernier jour", lambda m: m.last_day.isoformat()),
    ]


def line(membership):
    """(name, type, place, « réglée le 3 mars 2026 »)."""
    when = f" le {day(membership.settled_on)}" if membership.settled_on else ""
    actor = membership.actor
    return actor.name, actor.get_kind_display(), place(actor), f"{membership.get_state_display()}{when}"


def place(actor):
    """The commune, or the town outside the region."""
    return actor.municipality.name if actor.municipality else actor.place
