"""The one list page: each mission's list is a few lines of it."""

from hashlib import sha256

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.generic import View
from django_htmx.http import push_url

from network.directory import exports
from network.directory.page import ListPage
from network.directory.release import release
from network.directory.versions import version
from network.ui.throttle import check

SMALL = 120_000  # bytes of a page that each worker keeps for itself


class DirectoryView(View):
    """A faceted, searchable, exportable list of what is public. Set `directory`."""

    directory = None
    template_name = "directory/list.html"
    http_method_names = ["get", "head"]

    def get(self, request):
        """The page, the fragment that htmx asks for, the map's points, or an export of exactly what is shown."""
        wanted = request.GET.get("format", "")
        check_how_often(request, wanted)
        if wanted in exports.WRITERS:
            return exports.respond(self.directory.shown(request.path, request.GET), wanted)
        if wanted == "carte":
            return self.remembered(request, self.points)
        if request.user.is_authenticated or settings.DEBUG or len(get_messages(request)):
            return self.compute(request)
        return self.remembered(request, self.compute)

    def compute(self, request, number=None):
        """The page, made from the data, of which `number` is the version if it is known."""
        page = ListPage(self.directory.shown(request.path, request.GET, number))
        if page.shown.query.page > page.shown.pages:
            return redirect(page.shown.query.url(page=page.shown.pages))
        template = self.template_name + ("#results" if wants_fragment(request) else "")
        response = _varied(render(request, template, {"list": page, "query": page.query, "map_tiles": settings.MAP_TILES}))
        return push_url(response, page.query.url(page=page.query.page)) if wants_fragment(request) else response

    def remembered(self, request, make):
        """What `make` answers to anybody, kept until the data, the day or the release changes. The browser keeps it too, and asks."""
        number = version(self.directory.name)
        seen = (
            release(),
            number,
            self.directory.tick(),
            wants_fragment(request),
            request.get_full_path(),
            request.get_host(),
        )
        key = sha256(repr(seen).encode()).hexdigest()
        etag = f'"{key[:32]}"'
        if request.headers.get("If-None-Match") == etag:
            return _varied(HttpResponseNotModified(headers={"ETag": etag}))
        kept = caches["nearby"].get(key) or caches["pages"].get(key)
        if kept is None:
            response = make(request, number)
            if response.status_code == 200:
                kept = response.content, {name: response[name] for name in ("Content-Type", "HX-Push-Url") if name in response}
                caches["pages"].set(key, kept)
        else:
            response = _varied(HttpResponse(kept[0], headers=kept[1]))
        if kept and len(kept[0]) < SMALL:
            caches["nearby"].set(key, kept)
        response["ETag"] = etag
        response["Cache-Control"] = "private, no-cache"
        return response

    def points(self, request, number=None):
        """The places of the map, as GeoJSON: one feature a commune, with its number of things by collège and the first names."""
        places, missing = self.directory.shown(request.path, request.GET, number).statement.places()
        features = [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [spot.longitude, spot.latitude]},
                "properties": {
                    "count": spot.count,
                    "colleges": spot.colleges,
                    "things": [self.directory.point(card) for card in spot.cards],
                    **({"ids": spot.ids} if spot.ids else {}),
                },
            }
            for spot in places
        ]
        return JsonResponse({"type": "FeatureCollection", "missing": missing, "features": features})


def wants_fragment(request):
    """Whether htmx asks for the results alone; when it restores a page of its history, it needs the whole page."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def check_how_often(request, wanted):
    """Raises Throttled when one person exports or searches too often; the plain list is free."""
    if wanted in exports.WRITERS:
        check(request, "export")
    elif wanted or set(request.GET) - {"page", "tri", "vue"}:
        check(request, "search")


def _varied(response):
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request", "Cookie"])
    return response
