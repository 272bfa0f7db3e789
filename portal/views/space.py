"""The space of a person who is logged in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.mine import mine
from memberships.standing import standings
from portal.space import space as read
from projects.work import work


@never_cache
@require_safe
@login_required
def space(request):
    """What there is to do, then one's organisations, requests, documents, data and security."""
    shown = {"space": read(request.user), "standings": standings(request.user), "work": work(request.user)}
    shown["registrations"] = mine(request.user)
    return render(request, "portal/space.html", shown)
