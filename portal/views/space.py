"""The space of a person who is logged in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.space import claims, documents, organisations, refused


@never_cache
@require_safe
@login_required
def space(request):
    """My organisations, my documents, my security."""
    user = request.user
    context = {"organisations": organisations(user), "claims": claims(user), "refused": refused(user), "documents": documents(user)}
    return render(request, "portal/space.html", context)
