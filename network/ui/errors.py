"""Error pages in the site's dress. What one may not see is a 404; a 500 needs nothing that may be what failed."""

import logging

from django.conf import settings
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)
BARE = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>Erreur du portail</title>
<h1>Le portail n’a pas pu répondre</h1><p>Recommencez dans quelques minutes.</p></html>"""


def bad_request(request, exception=None):
    """The request makes no sense."""
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    """One is known, and not allowed."""
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """The form's protection expired: say how not to lose what was typed."""
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception=None):
    """Nothing here, or nothing that this person may see."""
    return render(request, "404.html", status=404)


def server_error(request):
    """Something broke: no database, no context processor, and if the template is what broke, no template."""
    try:
        return HttpResponseServerError(render_to_string("500.html", {"network": settings.NETWORK}))
    except Exception:
        logger.exception("the error page itself failed")
        return HttpResponseServerError(BARE)
