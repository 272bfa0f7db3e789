"""Search across everything that is public."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def search(request):
    """What answers `q`."""
    return render(request, "portal/search.html", {"text": request.GET.get("q", "")[:100]})
