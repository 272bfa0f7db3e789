"""What a record says: each member is declared once, then read, described in OpenAPI and explained on the page."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)\d(?:[ .()-]*\d){7,}|0[1-9](?:[ .-]?\d{2}){4})(?!\d)")

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
YES_NO = {"type": "boolean"}
ADDRESS = {"type": "string", "format": "uri"}
KNOWN_TEXT = {"type": ["string", "null"]}
KNOWN_ADDRESS = {"type": ["string", "null"], "format": "uri"}
KNOWN_DAY = {"type": ["string", "null"], "format": "date"}
KNOWN_YEAR = {"type": ["integer", "null"]}
EUROS = {"type": ["number", "null"], "minimum": 0}
DEGREES = {"type": ["number", "null"]}
CODED = {"$ref": "#/components/schemas/Code"}
KNOWN_CODED = {"anyOf": [CODED, {"type": "null"}]}
COUNTRY = {"$ref": "#/components/schemas/Pays"}


@dataclass(frozen=True)
class Field:
    """A member of a record: its name, what it says, its JSON Schema, how it is read of a thing."""

    name: str
    says: str
    schema: dict
    read: Callable


def many(schema):
    """The schema of a list of `schema`."""
    return {"type": "array", "items": schema}


def record(fields):
    """The schema of an object that has all of `fields` and nothing else."""
    return {
        "type": "object",
        "properties": {field.name: {"description": field.says, **field.schema} for field in fields},
        "required": [field.name for field in fields],
        "additionalProperties": False,
    }


def read(fields, thing):
    """The record of `thing`."""
    return {field.name: field.read(thing) for field in fields}


def known(value):
    """The value, or None for one that is empty: unknown is said, not left to guess."""
    return value or None


def words(text):
    """A free text without the e-mail addresses and telephone numbers that somebody wrote in it; None when it is empty."""
    return PHONE.sub("[numéro retiré]", EMAIL.sub("[adresse retirée]", text)).strip() or None


def coded(code, label):
    """A value as the filters know it and in words; None without a code."""
    return {"code": str(code), "libelle": label} if code else None


def choice(thing, name):
    """The choice that `thing` made in the field `name`."""
    return coded(getattr(thing, name), getattr(thing, f"get_{name}_display")())


def country(thing):
    """A country, as the filters know it, with its ISO 3166-1 code."""
    return {"code": thing.slug, "libelle": thing.name, "iso3": thing.iso3}


def number(value):
    """A decimal as a JSON number."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def day(moment):
    """The date of a day or of a moment, in ISO 8601."""
    return moment.isoformat()[:10] if moment else None


def page_of(thing):
    """The address of the thing's page."""
    return settings.SITE_URL + thing.get_absolute_url()


SHEET = [
    Field("demonstration", "Vrai pour une fiche inventée, qui montre l’usage du portail.", YES_NO, lambda x: x.is_demo),
    Field("source", "D’où viennent les informations.", KNOWN_TEXT, lambda x: words(x.source)),
    Field("modifiee_le", "Jour de la dernière modification.", KNOWN_DAY, lambda x: day(x.updated_at)),
    Field("fiche", "Adresse de la page.", ADDRESS, page_of),
]
CODE_SCHEMA = record(
    [
        Field("code", "Valeur à donner aux filtres.", TEXT, None),
        Field("libelle", "En toutes lettres.", TEXT, None),
    ]
)
COUNTRY_SCHEMA = record(
    [
        Field("code", "Valeur du filtre « pays ».", TEXT, None),
        Field("libelle", "Nom du pays.", TEXT, None),
        Field("iso3", "Code ISO 3166-1 alpha-3.", TEXT, None),
    ]
)
