"""The page of an actor, and its logo. The address of a sheet that was merged into another leads there for good."""

from django.http import FileResponse, Http404, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actors.logos import CONTENT_TYPE
from actors.models import Actor
from actors.sheet import Sheet


@require_safe
def detail(request, slug):
    """/annuaire/<slug>/: a sheet that one may not see does not exist."""
    today = timezone.localdate()
    actor = Actor.objects.visible_to(request.user).standing().for_sheet(request.user, today).filter(slug=slug).first()
    if actor is None:
        return _moved(request, slug)
    return render(request, "actors/detail.html", {"actor": actor, "sheet": Sheet(actor, request.user, today.year)})


@require_safe
def logo(request, slug):
    """/annuaire/<slug>/logo/: shown to those who may see the sheet, checked again each time the browser asks."""
    actor = Actor.objects.visible_to(request.user).standing().exclude(logo="").filter(slug=slug).first()
    if actor is None:
        return _moved(request, slug)
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


def _moved(request, slug):
    """To the sheet that took in the one of this address, if the person may see it. Asked again each time: a merge can be undone."""
    actor = Actor.objects.visible_to(request.user).instead_of(slug).first()
    if actor is None:
        raise Http404
    response = redirect(request.resolver_match.view_name, slug=actor.slug, permanent=True)
    if request.META["QUERY_STRING"]:
        response["Location"] += f"?{request.META['QUERY_STRING']}"
    response["Cache-Control"] = "private, no-cache"
    return response
