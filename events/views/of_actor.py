"""The meetings of one actor: a fragment of its page, and a page of its own."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.models import Actor
from events.models import Event
from events.words import when_of
from network.directory.views import wants_fragment

AT_ONCE = 5  # on the page of the actor


@require_safe
def of_actor(request, slug):
    """/agenda/acteur/<slug>/: public meetings that it holds or takes part in holding, those to come first."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user).standing(), slug=slug)
    fragment, now = wants_fragment(request), timezone.now()
    held = Event.objects.public().filter(Q(organisers=actor) | Q(partners=actor)).distinct().prefetch_related("slots")
    known = Q(period_ends_on=None) | Q(period_ends_on__gte=timezone.localdate(now))
    coming = [*held.upcoming(now), *held.filter(known, slots=None).order_by("period_ends_on", "pk")]
    past = [*held.past(now), *held.filter(~known, slots=None).order_by("-period_ends_on", "pk")]
    rows = [(event, when_of(event)) for event in [*coming, *past]]
    context = {"actor": actor, "total": len(rows), "rows": rows[:AT_ONCE] if fragment else rows, "more": fragment and len(rows) > AT_ONCE}
    return render(request, "events/of_actor.html" + ("#events" if fragment else ""), context)
