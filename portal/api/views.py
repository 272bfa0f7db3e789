"""The open data: a page for people, a description for programs, lists, places, sheets."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.api import guide
from portal.api.answers import as_json, kept, open_data
from portal.api.catalogue import RESOURCES
from portal.api.openapi import document
from portal.api.paging import Page


@require_safe
def page(request):
    """/api/: what there is, how to ask for it, with examples."""
    return render(request, "portal/api.html", guide.context())


@open_data
def description(request):
    """/api/openapi.json"""
    return kept(request, None, lambda: as_json(document()))


@open_data
def filters(request):
    """/api/v1/filtres: the values that the filters take."""
    return kept(request, None, lambda: as_json({name: _filters(resource) for name, resource in RESOURCES.items()}))


@open_data
def listing(request, name):
    """/api/v1/<name>: a page of a list."""
    resource = _resource(name)

    def make():
        page, things = _read(request, resource)
        return _paged(page, [resource.record(thing) for thing in things])

    return kept(request, resource.version(), make)


@open_data
def figures(request, name):
    """/api/v1/observatoire/<name>: a page of the lines of a table of the observatory."""
    resource = _resource("observatoire")

    def make():
        lines = resource.lines(name, request.GET)
        page = Page.asked(request).counted(len(lines))
        return _paged(page, lines[page.first : page.first + page.size])

    return kept(request, resource.version(), make)


def _paged(page, records):
    body = {
        "total": page.total,
        "page": page.number,
        "taille": page.size,
        "pages": page.last,
        "suivante": page.around.get("next"),
        "precedente": page.around.get("prev"),
        "licence": licence(),
        "resultats": records,
    }
    return _linked(as_json(body), page)


@open_data
def places(request, name):
    """/api/v1/<name>.geojson: the same page as features (RFC 7946); one without a known place has a null geometry."""
    resource = _resource(name)
    if not resource.has_places:
        raise Http404(f"« {resource.title} » n’a pas de lieux.")

    def make():
        page, things = _read(request, resource)
        body = {
            "type": "FeatureCollection",
            "numberMatched": page.total,
            "numberReturned": len(things),
            "links": [{"rel": rel, "href": href, "type": "application/geo+json"} for rel, href in page.around.items()],
            "licence": licence(),
            "features": [
                {"type": "Feature", "id": thing.slug, "geometry": resource.geometry(thing), "properties": resource.record(thing)}
                for thing in things
            ],
        }
        return _linked(as_json(body, "application/geo+json"), page)

    return kept(request, resource.version(), make)


@open_data
def detail(request, name, slug):
    """/api/v1/<name>/<slug>: one sheet."""
    resource = _resource(name)
    thing = resource.found(slug)
    if thing is None:
        raise Http404(f"Il n’y a pas de fiche publiée « {slug} » dans {resource.name}.")
    return kept(request, None, lambda: as_json({**resource.record(thing), "licence": licence()}))


def licence():
    """Under which licence one may use this again."""
    return {"nom": settings.OPEN_DATA["licence"], "adresse": settings.OPEN_DATA["url"]}


def _resource(name):
    if name not in RESOURCES:
        raise Http404(f"Il n’y a pas de liste « {name} ». Il y a\u00a0: {', '.join(RESOURCES)}.")
    return RESOURCES[name]


def _read(request, resource):
    resource.check(request.GET)
    page = Page.asked(request)
    total, things = resource.listed(request.GET, page.size, page.first)
    return page.counted(total), things


def _linked(response, page):
    response["Link"] = ", ".join(f'<{href}>; rel="{rel}"' for rel, href in page.around.items())
    return response


def _filters(resource):
    values = resource.values()
    return [
        {
            "parametre": each.name,
            "libelle": each.label,
            "repetable": each.repeated,
            "valeurs": [
                {"code": code, "libelle": label, "nombre": count}
                for code, label, count in values.get(each.name) or [(value, value, None) for value in each.values or ()]
            ],
        }
        for each in resource.filters()
    ]
