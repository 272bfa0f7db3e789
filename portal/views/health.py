"""What a monitoring machine reads."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.health import report


@require_safe
@never_cache
def health(request):
    """200 while PostgreSQL answers, even if the rest is degraded; 503 otherwise."""
    serving, answer = report()
    return JsonResponse(answer, status=200 if serving else 503)
