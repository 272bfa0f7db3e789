"""Search across everything that is public."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.ui.throttle import throttled
from portal.facts import facts
from portal.search import search as ask

LONGEST = 100


@require_safe
@throttled("search")
def search(request):
    """What answers `q`."""
    text = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    return render(request, "portal/search.html", {"text": text, "groups": ask(text), "facts": facts()})
