"""How the API answers: JSON that any site may read, kept by whoever asked until something changes, and refusals that say why."""

from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from network.directory.release import release
from network.ui.throttle import Throttled, check
from portal.api.resources import Refused

READING = ("GET", "HEAD", "OPTIONS")
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Access-Control-Max-Age": "86400",
}


def open_data(view):
    """The view, open to every site, reading only, within the limit; what goes wrong is told as application/problem+json."""

    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            response = _answer(view, request, *args, **kwargs)
        except Refused as refused:
            response = problem(400, "La demande n’est pas comprise.", erreurs=refused.errors)
        except Http404 as absent:
            response = problem(404, str(absent))
        except Throttled as throttled:
            response = problem(429, f"Trop de demandes en peu de temps\u00a0: recommencez dans {throttled.wait} secondes.")
            response["Retry-After"] = str(throttled.wait)
        for name, value in OPEN.items():
            response[name] = value
        return response

    return answering


def _answer(view, request, *args, **kwargs):
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(READING)})
    if request.method not in READING:
        response = problem(405, "Ces adresses se lisent, elles ne s’écrivent pas.")
        response["Allow"] = ", ".join(READING)
        return response
    check(request, "api")
    return view(request, *args, **kwargs)


def problem(status, detail, **more):
    """A refusal (RFC 9457)."""
    body = {"type": "about:blank", "title": HttpResponse(status=status).reason_phrase, "status": status, "detail": detail, **more}
    response = as_json(body, "application/problem+json")
    response.status_code = status
    response["Cache-Control"] = "no-store"
    return response


def kept(request, version, make):
    """What `make` answers, or 304 when the asker has it already.

    `version` is that of the data; None when there is none, and the answer itself is compared.
    """
    answer = None
    if version is None:
        answer = make()
        seen = answer.content
    else:
        seen = repr((release(), version, timezone.localdate(), request.get_full_path(), settings.SITE_URL, settings.OPEN_DATA)).encode()
    etag = quote_etag(sha256(seen).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag) or answer or make()
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


def as_json(body, content_type="application/json"):
    """JSON that people can read too: accents as they are."""
    return JsonResponse(body, content_type=content_type, json_dumps_params={"ensure_ascii": False})
