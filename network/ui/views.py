"""The page of components: the look of the portal, seen at once."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.ui import showcase
from network.ui.icons import ICONS


@require_safe
def components(request):
    """Every component in every state: for the demonstration, and for the team."""
    if not (settings.DEMONSTRATION or request.user.is_staff):
        raise Http404
    form = showcase.SampleForm(request.GET if "nom" in request.GET else None)
    shown = {name.lower(): getattr(showcase, name) for name in ("STATES", "COLOURS", "ALERTS", "COLLEGES", "TAGS", "BUDGET", "STEPS")}
    page = Paginator(range(240), 24).get_page(request.GET.get("page", 3))
    return render(request, "ui/components.html", {**shown, "icons": ICONS, "form": form, "page": page})
