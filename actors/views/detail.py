"""The page of an actor, and its logo."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.models import Actor
from actors.sheet import Sheet
from network.ui.images import CONTENT_TYPE
from network.ui.serving import kept_file


@require_safe
def detail(request, slug):
    """/annuaire/<slug>/: a sheet that one may not see does not exist."""
    today = timezone.localdate()
    actor = get_object_or_404(Actor.objects.visible_to(request.user).standing().for_sheet(request.user, today), slug=slug)
    return render(request, "actors/detail.html", {"actor": actor, "sheet": Sheet(actor, request.user, today.year)})


@require_safe
def logo(request, slug):
    """/annuaire/<slug>/logo/: shown to those who may see the sheet, checked again each time the browser asks."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user).standing().exclude(logo=""), slug=slug)
    return kept_file(request, lambda: actor.logo.open("rb"), etag=actor.logo.name.rsplit("/", 1)[-1], content_type=CONTENT_TYPE)
