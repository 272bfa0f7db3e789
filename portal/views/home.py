"""The home page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request):
    """Who acts in the world from the region."""
    return render(request, "portal/home.html")
