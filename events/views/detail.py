"""/agenda/<slug>/"""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from events import timing
from events.models import Event


def detail(request, slug):
    """One event."""
    event = get_object_or_404(Event.objects.visible_to(request.user).for_page(), slug=slug)
    now = timezone.now()
    period = timing.period_words(event.period_starts_on, event.period_ends_on)
    shown = {"event": event, "period": period, "past": timing.is_past(event, now), "open": timing.registrations_open(event, now)}
    return render(request, "events/detail.html", shown)
