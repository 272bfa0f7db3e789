"""/agenda/"""

from django.shortcuts import render
from django.utils import timezone

from events.models import Event


def agenda(request):
    """What is to come, then what was."""
    now, events = timezone.now(), Event.objects.visible_to(request.user).prefetch_related("slots")
    undated = events.filter(slots=None).order_by("-period_starts_on", "pk")
    return render(request, "events/list.html", {"upcoming": events.upcoming(now), "undated": undated, "past": events.past(now)[:50]})
