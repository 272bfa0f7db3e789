"""Old addresses: every page of a sheet that was merged into another leads for good to the same page of that one."""

from functools import wraps

from django.http import Http404, HttpResponse
from django.urls import reverse

from actors.models import Actor

SLUG = "<slug:slug>"
READING = {"GET": 301, "HEAD": 301}
# What one asks of an organisation is passed on as it was sent; what one does to a sheet was meant for the one that one read.
ASKING = {**READING, "POST": 308}
PASSED_ON = {"actors:write", "actors:claim"}


def follow_merges(patterns):
    """The URL patterns, those of a sheet (`<slug:slug>`) following merges."""
    for pattern in patterns:
        if SLUG in str(pattern.pattern):
            pattern.callback = follows(pattern.callback)
    return patterns


def follows(view):
    """The view; what it does not find is looked for among the sheets that were merged, if the person may see the one that stayed."""

    @wraps(view)
    def following(request, slug, **others):
        try:
            return view(request, slug=slug, **others)
        except Http404:
            name = request.resolver_match.view_name
            status = (ASKING if name in PASSED_ON else READING).get(request.method)
            actor = Actor.objects.visible_to(request.user).instead_of(slug).first() if status else None
            if actor is None:
                raise
        # Asked again each time: a merge can be undone.
        response = HttpResponse(status=status, headers={"Cache-Control": "private, no-cache"})
        query = request.META["QUERY_STRING"]
        response["Location"] = reverse(name, kwargs={"slug": actor.slug, **others}) + (f"?{query}" if query else "")
        return response

    return following
