"""The space of a person who is logged in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def space(request):
    """My organisations, my documents, my security."""
    return render(request, "portal/space.html")
