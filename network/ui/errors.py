"""Error pages in the site's dress."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """The form's protection expired: say it, keep what can be kept."""
    return render(request, "403_csrf.html", status=403)
