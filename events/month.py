"""One month of the agenda, week by week."""

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from events.templatetags.agenda import same_filters
from events.timing import MONTHS
from events.words import DAYS, hour


@dataclass
class Day:
    """A square of the month and what takes place on it."""

    date: date
    inside: bool
    today: bool
    entries: list = field(default_factory=list)

    @property
    def weekday(self):
        """« lundi »"""
        return DAYS[self.date.weekday()]


class Month:
    """`weeks` of seven Days, `undated` cards known to be in the month without a day, and the months around."""

    weekdays = DAYS

    def __init__(self, first, page):
        self.first, self._page = first, page
        today = timezone.localdate()
        weeks = Calendar().monthdatescalendar(first.year, first.month)
        self.weeks = [[Day(day, day.month == first.month, day == today) for day in week] for week in weeks]
        days = {day.date: day for week in self.weeks for day in week if day.inside}
        self.undated = []
        for _, _, stored in page.shown.page[2]:
            card = page.directory.card(stored)
            if not stored["slots"]:
                self.undated.append(card)
            for begins, ends in stored["slots"]:
                begins, ends = (timezone.localtime(datetime.fromisoformat(moment)) for moment in (begins, ends))
                day = begins.date()
                while day <= ends.date():
                    if day in days:
                        days[day].entries.append((hour(begins) if day == begins.date() else "", begins, card))
                    day += timedelta(days=1)
        for day in days.values():
            day.entries.sort(key=lambda entry: (entry[1], entry[2]["name"]))
        self.count = len(page.shown.page[2])

    @property
    def name(self):
        """« mars 2027 »"""
        return f"{MONTHS[self.first.month - 1]}\u00a0{self.first.year}"

    @property
    def before(self):
        """The name and the address of the month before."""
        return self._other(self.first - timedelta(days=1))

    @property
    def after(self):
        """The name and the address of the month after."""
        return self._other(self.first + timedelta(days=31))

    def _other(self, day):
        path = reverse("events:month", args=[f"{day:%Y-%m}"])
        return f"{MONTHS[day.month - 1]} {day.year}", same_filters(self._page, path)
