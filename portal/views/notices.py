"""Legal notice, accessibility, personal data, site map."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def legal(request):
    """Who publishes and hosts the site."""
    return render(request, "portal/legal.html")


@require_safe
def accessibility(request):
    """The accessibility statement."""
    return render(request, "portal/accessibility.html")


@require_safe
def privacy(request):
    """What personal data is kept, why and for how long."""
    return render(request, "portal/privacy.html")


@require_safe
def site_map(request):
    """Every page of the site, for people."""
    return render(request, "portal/site_map.html")
