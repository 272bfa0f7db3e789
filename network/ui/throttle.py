"""How often one person may ask: `@throttled("search")` on a view, or `check(request, "search")` inside it.

`settings.THROTTLE` says "times/seconds" for each scope; a scope that is not in the table is an error, an empty table turns
everything off. Counted in Redis for all processes together; in each process's memory while Redis is away, so that a
limit holds, if more loosely, and nobody waits.
"""

import logging
import time
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.exceptions import ImproperlyConfigured
from django.http import JsonResponse
from django.shortcuts import render
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
memory = LocMemCache("throttle", {"OPTIONS": {"MAX_ENTRIES": 20_000}})


class Throttled(Exception):
    """Too many requests; `wait` is the number of seconds after which one may ask again."""

    def __init__(self, wait):
        super().__init__(f"retry after {wait} s")
        self.wait = wait


def check(request, scope):
    """Count this request in `scope`; raises Throttled, which the middleware answers with a 429 page."""
    if not settings.THROTTLE:
        return
    if scope not in settings.THROTTLE:
        raise ImproperlyConfigured(f"THROTTLE ne dit pas combien de fois l’on peut demander « {scope} ».")
    times, seconds = (int(part) for part in settings.THROTTLE[scope].split("/"))
    now = time.time()
    if _counted(f"throttle:{scope}:{_asker(request)}:{int(now // seconds)}", seconds) > times:
        raise Throttled(wait=int(seconds - now % seconds) + 1)


def throttled(scope):
    """The view, behind `check`."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            check(request, scope)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def address(request):
    """Where the request comes from. Only what our own proxies wrote in X-Forwarded-For is believed."""
    proxies = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return request.META.get("REMOTE_ADDR") or "local"


def _asker(request):
    """The person when they are known, else their address; the neighbours of one IPv6 address are one household."""
    if request.user.is_authenticated:
        return f"u{request.user.pk}"
    came_from = address(request)
    return ":".join(came_from.split(":")[:4]) if came_from.count(":") > 3 else came_from


def _counted(key, seconds):
    try:
        return _count(caches["pages"], key, seconds)
    except RedisError as error:
        logger.warning("throttle counts in memory: %s", type(error).__name__)
        return _count(memory, key, seconds)


def _count(cache, key, seconds):
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # evicted between the two: a count that starts again
        return 1


class ThrottleMiddleware:
    """Answers Throttled with 429 and when to come back, in the dress that the asker reads."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Nothing to do on the way."""
        return self.get_response(request)

    def process_exception(self, request, exception):
        """The 429 answer, or nothing when the exception is another."""
        if not isinstance(exception, Throttled):
            return None
        if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
            response = JsonResponse({"error": "Trop de demandes en peu de temps."}, status=429)
        else:
            response = render(request, "429.html", {"wait": exception.wait}, status=429)
        response["Retry-After"] = str(exception.wait)
        response["Cache-Control"] = "no-store"
        return response
