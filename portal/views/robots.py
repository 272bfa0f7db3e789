"""What search engines may visit."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

PRIVATE = (
    "/admin/",
    "/compte/",
    "/documents/",
    "/mon-espace/",
    "/lien/",
    "/*/ecrire/",
    "/recherche/",
    "/courriels/",
    "/sante/",
    "/api/v1/",
    "/*format=",
)


@require_safe
@cache_control(public=True, max_age=86400)
def robots(request):
    """/robots.txt"""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
