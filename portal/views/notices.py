"""Legal notice, accessibility, personal data, site map."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.ui.navigation import entries
from portal.checks import missing
from portal.facts import facts
from portal.processings import cookies, processings


@require_safe
def legal(request):
    """Who publishes and hosts the site."""
    return render(request, "portal/legal.html", {"missing": missing()})


@require_safe
def accessibility(request):
    """The accessibility statement."""
    return render(request, "portal/accessibility.html", {"audit": settings.ACCESSIBILITY_AUDIT, "missing": missing()})


@require_safe
def privacy(request):
    """What personal data is kept, why and for how long."""
    return render(request, "portal/privacy.html", {"processings": processings(), "cookies": cookies(), "missing": missing()})


@require_safe
def site_map(request):
    """Every page of the site, for people."""
    return render(request, "portal/site_map.html", {"entries": entries(request.path), "facts": facts()})
