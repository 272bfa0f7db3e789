"""The page of an actor, and its logo."""

from django.http import FileResponse, Http404, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.logos import CONTENT_TYPE
from actors.models import Actor
from actors.sheet import Sheet


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
    etag = f'"{actor.logo.name.rsplit("/", 1)[-1]}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        try:
            response = FileResponse(actor.logo.open("rb"), content_type=CONTENT_TYPE)
        except FileNotFoundError:
            raise Http404 from None
        response["Content-Disposition"] = "inline"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
