"""The half-years by which meetings are planned and followed."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def semester_of(day):
    """The first and the last day of the half-year of `day`."""
    return (date(day.year, 1, 1), date(day.year, 6, 30)) if day.month < 7 else (date(day.year, 7, 1), date(day.year, 12, 31))


def moments_of(day):
    """The first moment of the half-year of `day` and the one just after it, in Paris."""
    first, last = semester_of(day)
    return tuple(timezone.make_aware(datetime.combine(at, time())) for at in (first, last + timedelta(days=1)))
