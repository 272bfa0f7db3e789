"""All that the portal knows of a person, for them to read and to take away."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from network.accounts.holdings import everything
from network.ui.french import UNKNOWN, day, moment

SHOWN = 50  # records of a kind on the page; the file holds them all


@dataclass(frozen=True)
class Section:
    """One kind of record: its title, how many there are, the first ones as words."""

    key: str
    title: str
    count: int
    records: list

    @property
    def more(self):
        """How many are in the file alone."""
        return self.count - len(self.records)


def sections(user):
    """What the page shows."""
    return [
        Section(holding.key, holding.title, len(records), [{label: words(value) for label, value in r.items()} for r in records[:SHOWN]])
        for holding, records in everything(user)
    ]


def export(user):
    """The same for machines, whole: `{"rubriques": {key: {"titre", "lignes"}}}`."""
    return {
        "portail": settings.SITE_URL,
        "réseau": settings.NETWORK["name"],
        "extrait le": timezone.now(),
        "rubriques": {holding.key: {"titre": holding.title, "lignes": records} for holding, records in everything(user)},
    }


def words(value):
    """A value as one reads it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, list):
        return ", ".join(map(words, value)) or UNKNOWN
    return UNKNOWN if value is None or value == "" else str(value)
