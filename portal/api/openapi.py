"""The OpenAPI description, made from what answers: a field or a filter cannot be in one and not in the other."""

from django.conf import settings
from django.urls import reverse

from observatory.exports import COLUMNS, CROSSED
from portal.api import fields as f
from portal.api.catalogue import RESOURCES
from portal.api.fields import Field
from portal.api.figures import SHEETS, Figures, rows_of
from portal.api.paging import MOST, SIZE

LICENCE = f.record([Field("nom", "Nom.", f.TEXT, None), Field("adresse", "Texte de la licence.", f.ADDRESS, None)])
VALUE = f.record(
    [
        Field("code", "À donner au paramètre.", f.TEXT, None),
        Field("libelle", "En toutes lettres.", f.TEXT, None),
        Field("nombre", "Combien de fiches elle montrerait seule, si c’est compté.", {"type": ["integer", "null"]}, None),
    ]
)
FILTER = f.record(
    [
        Field("parametre", "Nom.", f.TEXT, None),
        Field("libelle", "En toutes lettres.", f.TEXT, None),
        Field("repetable", "Vrai s’il peut être donné plusieurs fois (l’un ou l’autre).", f.YES_NO, None),
        Field("valeurs", "Ses valeurs\u00a0; vide pour un texte libre.", f.many(VALUE), None),
    ]
)
PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "Ce qui ne va pas, en français."},
        "erreurs": {"type": "array", "items": {"type": "string"}, "description": "Chaque paramètre qui n’est pas compris."},
    },
    "required": ["type", "title", "status", "detail"],
}
GEOMETRY = {
    "anyOf": [
        {
            "type": "object",
            "properties": {"type": {"enum": ["Point", "MultiPoint"]}, "coordinates": {"type": "array"}},
            "required": ["type", "coordinates"],
        },
        {"type": "null"},
    ]
}
ETAG = {"description": "Version de la réponse, à renvoyer dans If-None-Match.", "schema": f.TEXT}


def document():
    """The whole description (OpenAPI 3.1)."""
    paths, schemas = {}, {}
    for resource in RESOURCES.values():
        tables = isinstance(resource, Figures)
        paths |= _tables(resource) if tables else _paths(resource)
        schemas |= _table_schemas(resource) if tables else _schemas(resource)
    filters = {name: f.many({"$ref": "#/components/schemas/Filtre"}) for name in RESOURCES}
    schemas["Filtres"] = {"type": "object", "properties": filters, "required": list(filters), "additionalProperties": False}
    paths[reverse("api:filters")] = {"get": _reading("lireFiltres", "Les valeurs que prennent les filtres", "Filtres", [], listed=False)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Données ouvertes – {settings.NETWORK['name']}",
            "version": "1",
            "description": "Ce que le portail publie, en lecture seule, sans donnée personnelle.",
            "license": {"name": settings.OPEN_DATA["licence"], "url": settings.OPEN_DATA["url"]},
            "contact": {"name": settings.NETWORK["name"], "url": settings.SITE_URL + reverse("api:page")},
        },
        "servers": [{"url": settings.SITE_URL}],
        "tags": [{"name": resource.name, "description": resource.title} for resource in RESOURCES.values()],
        "paths": paths,
        "components": {
            "schemas": {
                "Code": f.CODE_SCHEMA, "Pays": f.COUNTRY_SCHEMA, "Licence": LICENCE, "Probleme": PROBLEM, "Filtre": FILTER, **schemas,
            },
            "responses": {str(status): _refusal(status, words) for status, words in REFUSALS.items()},
        },
    }  # fmt: skip


REFUSALS = {
    304: "Rien n’a changé depuis la version donnée dans If-None-Match.",
    400: "Un paramètre n’est pas compris.",
    404: "Il n’y a rien de publié à cette adresse.",
    429: "Trop de demandes en peu de temps.",
}


def _refusal(status, words):
    if status == 304:
        return {"description": words, "headers": {"ETag": ETAG}}
    wait = {"headers": {"Retry-After": {"description": "Secondes à attendre.", "schema": {"type": "integer"}}}} if status == 429 else {}
    return {"description": words, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleme"}}}, **wait}


def _schemas(resource):
    """The record, the page and the places of a list."""
    ref = {"$ref": f"#/components/schemas/{resource.schema}"}
    page = _page(ref)
    licence = Field("licence", "Conditions de réutilisation.", {"$ref": "#/components/schemas/Licence"}, None)
    sheet = f.record([*resource.fields, licence])
    found = {resource.schema: resource.record_schema(), f"{resource.schema}Seul": sheet, f"{resource.title}Page": page}
    return {**found, f"{resource.title}Lieux": _places(ref)} if resource.has_places else found


def _page(ref):
    """A page of records of the schema `ref`."""
    return f.record(
        [
            Field("total", "Combien répondent.", {"type": "integer"}, None),
            Field("page", "Numéro de cette page.", {"type": "integer"}, None),
            Field("taille", "Combien par page.", {"type": "integer"}, None),
            Field("pages", "Nombre de pages.", {"type": "integer"}, None),
            Field("suivante", "Adresse de la page suivante.", f.KNOWN_ADDRESS, None),
            Field("precedente", "Adresse de la page précédente.", f.KNOWN_ADDRESS, None),
            Field("licence", "Conditions de réutilisation.", {"$ref": "#/components/schemas/Licence"}, None),
            Field("resultats", "Ce que contient cette page.", f.many(ref), None),
        ]
    )


def _table_schemas(resource):
    """A table of the observatory, the pages of tables, the two sorts of lines and their pages."""
    ref = {"$ref": f"#/components/schemas/{resource.schema}"}
    lines = {"Ligne": f.record(rows_of(COLUMNS)), "LigneCroisee": f.record(rows_of(CROSSED))}
    either = {"anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in lines]}
    return {resource.schema: resource.record_schema(), f"{resource.title}Page": _page(ref), **lines, "LignesPage": _page(either)}


def _tables(resource):
    """The list of the tables, and the lines of one."""
    filters, name = [_parameter(each) for each in resource.filters()], resource.name
    sheet = {"name": "tableau", "in": "path", "required": True, "schema": {**f.TEXT, "enum": list(SHEETS)}, "description": "Le tableau."}
    address = reverse("api:list", args=[name])
    lines = _reading("lireTableau", "Les lignes d’un tableau", "LignesPage", [sheet, *filters, *_paging()], tag=name)
    return {
        address: {"get": _reading("listerTableaux", "Les tableaux de l’observatoire", "TableauxPage", _paging(), tag=name)},
        f"{address}/{{tableau}}": {"get": lines},
    }


def _places(ref):
    feature = {
        "type": "object",
        "properties": {"type": {"const": "Feature"}, "id": f.TEXT, "geometry": GEOMETRY, "properties": ref},
        "required": ["type", "id", "geometry", "properties"],
    }
    link = {"type": "object", "properties": {"rel": f.TEXT, "href": f.ADDRESS, "type": f.TEXT}, "required": ["rel", "href"]}
    return {
        "type": "object",
        "properties": {
            "type": {"const": "FeatureCollection"},
            "numberMatched": {"type": "integer"},
            "numberReturned": {"type": "integer"},
            "links": f.many(link),
            "licence": {"$ref": "#/components/schemas/Licence"},
            "features": f.many(feature),
        },
        "required": ["type", "numberMatched", "numberReturned", "links", "licence", "features"],
    }


def _paths(resource):
    """The list, its places and a sheet."""
    parameters = [*(_parameter(each) for each in resource.filters()), *_paging()]
    name, words = resource.name, resource.name
    slug = {"name": "identifiant", "in": "path", "required": True, "schema": f.TEXT, "description": "Le champ « identifiant »."}
    address = reverse("api:list", args=[name])
    found = {
        address: {"get": _reading(f"lister{resource.title}", f"Les {words} publiés", f"{resource.title}Page", parameters, tag=name)},
        f"{address}/{{identifiant}}": {
            "get": _reading(f"lire{resource.schema}", f"Un {resource.one}", f"{resource.schema}Seul", [slug], tag=name, listed=False)
        },
    }
    if resource.has_places:
        places = _reading(
            f"situer{resource.title}", f"Les {words} publiés, en GeoJSON", f"{resource.title}Lieux", parameters, tag=name,
            kind="application/geo+json",
        )  # fmt: skip
        found[reverse("api:places", args=[name])] = {"get": places}
    return found


def _reading(operation, words, schema, parameters, *, tag=None, listed=True, kind="application/json"):
    headers = {"ETag": ETAG}
    if listed:
        headers["Link"] = {"description": "Première page, précédente, suivante, dernière (RFC 8288).", "schema": f.TEXT}
    refusals = [status for status in REFUSALS if listed or status != 400]
    return {
        "operationId": operation,
        "summary": words,
        **({"tags": [tag]} if tag else {}),
        "parameters": parameters,
        "responses": {
            "200": {
                "description": words,
                "headers": headers,
                "content": {kind: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
            },
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in refusals},
        },
    }


def _parameter(each):
    value = {**f.TEXT, "enum": list(each.values)} if each.values else f.TEXT
    found = {"name": each.name, "in": "query", "description": each.label, "schema": value}
    return {**found, "schema": f.many(value), "style": "form", "explode": True} if each.repeated else found


def _paging():
    return [
        {"name": "page", "in": "query", "description": "Numéro de la page.", "schema": {"type": "integer", "minimum": 1, "default": 1}},
        {
            "name": "taille", "in": "query", "description": "Fiches par page.",
            "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": SIZE},
        },
    ]  # fmt: skip
