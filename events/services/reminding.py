"""Reminders, a week and a day before an event, by the calendar of Paris."""

from datetime import timedelta

from django.utils import timezone

from events.enums import EventState, RegistrationState
from events.models import Event, Registration
from events.services import letters

DAYS = (7, 1)


def remind(*, now):
    """Write to those who come to an event that begins in a week or tomorrow. Told once each; returns how many were looked at.

    Who was confirmed this very day has just been told.
    """
    today, count = timezone.localdate(now), 0
    for days in DAYS:
        begins = today + timedelta(days=days)
        events = Event.objects.filter(state=EventState.PUBLISHED).dated().filter(starts_at__date=begins)
        for event in events.select_related("municipality").prefetch_related("slots"):
            people = Registration.objects.filter(event=event, state=RegistrationState.CONFIRMED, is_erased=False)
            people = people.exclude(confirmed_at__date=today)
            for registration in people.select_related("user", "seating").order_by("pk"):
                registration.event = event
                letters.reminder(registration=registration, days=days)
                count += 1
    return count
