"""How the portal's parts are: PostgreSQL, Redis, and what waits for a worker. Numbers only, nothing of anybody."""

from django.conf import settings
from django.db import Error, connection
from django.db.models import Count, Min
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from network.documents.models import Document
from network.notifications.models import Email

PATIENCE = 1  # seconds given to Redis
LATE = 300  # seconds after which what waits says that no worker takes it
QUEUE = "celery"


def report():
    """(whether pages can be served, what a machine is told)."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = {"documents": _waiting(Document.objects.overlooked(), "asked_at"), "emails": _waiting(_due(), "next_try_at")}
    except Error:
        return False, {"status": "down", "database": "down"}
    queue = _queue()
    late = any(part["oldest_seconds"] > LATE for part in waiting.values())
    healthy = queue is not None and not late
    answer = {"status": "ok" if healthy else "degraded", "database": "ok", "redis": "ok" if queue is not None else "down"}
    return True, answer | {"worker": "late" if late else "ok", "queue": queue, "waiting": waiting}


def _due():
    return Email.objects.due(timezone.now())


def _waiting(things, since):
    """How many wait for a worker, and for how long the first of them has."""
    found = things.aggregate(count=Count("pk"), oldest=Min(since))
    age = (timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else 0
    return {"count": found["count"], "oldest_seconds": max(0, round(age))}


def _queue():
    """Messages that wait in Redis, or None when it does not answer."""
    try:
        with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE) as redis:
            return redis.llen(QUEUE)
    except RedisError:
        return None
