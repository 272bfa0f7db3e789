"""How complete a sheet is: twelve headings, each filled or not. The directory's cards count the same in SQL (migration 0004)."""

from dataclasses import dataclass

HEADINGS = 12


@dataclass(frozen=True)
class Heading:
    """One heading of the sheet, and whether it says something."""

    label: str
    filled: bool


def headings(actor):
    """The twelve headings in the order of the sheet. Reads the countries and themes of the actor."""
    return [
        Heading("présentation", bool(actor.presentation.strip())),
        Heading("logo", bool(actor.logo)),
        Heading("commune ou ville", bool(actor.municipality_id or actor.place)),
        Heading("adresse postale", bool(actor.street)),
        Heading("courriel ou téléphone public", bool(actor.public_email or actor.public_phone)),
        Heading("site internet", bool(actor.website)),
        Heading("numéro d’identification", bool(actor.siren or actor.siret or actor.rna or actor.uai)),
        Heading("année de création", actor.founded is not None),
        Heading("pays d’intervention", bool(actor.countries.all())),
        Heading("thématiques", bool(actor.themes.all())),
        Heading("modes d’action", bool(actor.ways)),
        Heading("langues de travail", bool(actor.languages)),
    ]


@dataclass(frozen=True)
class Completeness:
    """What is filled, what is missing."""

    filled: int
    total: int
    missing: list


def completeness(actor):
    """The Completeness of a sheet."""
    found = headings(actor)
    missing = [heading.label for heading in found if not heading.filled]
    return Completeness(len(found) - len(missing), len(found), missing)
