"""Actors as open data. No person, no postal address, no e-mail address, no telephone number; free presentations stay on the page."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from actors.enums import Way
from actors.listing import directory
from actors.models import Actor
from portal.api import fields as f
from portal.api.fields import Field
from portal.api.resources import DirectoryResource


def department(actor):
    """The département of the commune, or the one that is known without it."""
    return (actor.municipality and actor.municipality.department) or actor.department


def of_organisation(name):
    """How to read the number `name`, which of a person who trades alone is personal data (decision 19)."""
    return lambda actor: None if actor.sole_trader else f.known(getattr(actor, name))


FIELDS = [
    Field("identifiant", "Identifiant de la fiche, dans son adresse.", f.TEXT, lambda a: a.slug),
    Field("nom", "Nom.", f.TEXT, lambda a: a.name),
    Field("sigle", "Sigle.", f.KNOWN_TEXT, lambda a: f.known(a.acronym)),
    Field("college", "Collège.", f.CODED, lambda a: f.choice(a, "college")),
    Field("type", "Type de structure.", f.CODED, lambda a: f.choice(a, "kind")),
    Field("membre", "Vrai si la structure est membre du réseau aujourd’hui.", f.YES_NO, lambda a: a.is_member),
    Field("siren", "Numéro SIREN, sauf d’une entreprise individuelle.", f.KNOWN_TEXT, of_organisation("siren")),
    Field("siret", "Numéro SIRET, sauf d’une entreprise individuelle.", f.KNOWN_TEXT, of_organisation("siret")),
    Field("rna", "Numéro RNA.", f.KNOWN_TEXT, lambda a: f.known(a.rna)),
    Field("uai", "Code UAI d’un établissement scolaire.", f.KNOWN_TEXT, lambda a: f.known(a.uai)),
    Field(
        "commune", "Commune du siège (code INSEE).", f.KNOWN_CODED,
        lambda a: a.municipality and f.coded(a.municipality.code, a.municipality.name),
    ),
    Field("ville", "Ville du siège, hors de la région.", f.KNOWN_TEXT, lambda a: f.known(a.place)),
    Field("code_postal", "Code postal du siège.", f.KNOWN_TEXT, lambda a: f.known(a.postcode)),
    Field(
        "departement", "Département du siège.", f.KNOWN_CODED,
        lambda a: department(a) and f.coded(department(a).code, department(a).name),
    ),
    Field(
        "intercommunalite", "Intercommunalité du siège (code SIREN).", f.KNOWN_CODED,
        lambda a: a.municipality and a.municipality.intercommunality
        and f.coded(a.municipality.intercommunality.siren, a.municipality.intercommunality.name),
    ),
    Field("longitude", "Du centre de la commune, en degrés (WGS 84).", f.DEGREES, lambda a: a.municipality and a.municipality.longitude),
    Field("latitude", "Du centre de la commune, en degrés (WGS 84).", f.DEGREES, lambda a: a.municipality and a.municipality.latitude),
    Field("pays", "Pays d’intervention.", f.many(f.COUNTRY), lambda a: [f.country(c) for c in a.countries.all()]),
    Field("thematiques", "Thématiques.", f.many(f.CODED), lambda a: [f.coded(t.slug, t.name) for t in a.themes.all()]),
    Field(
        "odd", "Objectifs de développement durable que servent ces thématiques, par numéro.", f.many({"type": "integer"}),
        lambda a: sorted({goal.number for theme in a.themes.all() for goal in theme.goals.all()}),
    ),
    Field(
        "modes_action", "Modes d’action.", f.many(f.CODED),
        lambda a: [f.coded(way, Way(way).label) for way in a.ways if way in Way.values],
    ),
    Field("langues", "Langues de travail.", f.TEXTS, lambda a: list(a.languages)),
    Field("annee_creation", "Année de création.", f.KNOWN_YEAR, lambda a: a.founded),
    Field("site_internet", "Site internet.", f.KNOWN_ADDRESS, lambda a: f.known(a.website)),
    Field("provenance", "Qui a établi la fiche.", f.CODED, lambda a: f.choice(a, "provenance")),
    Field("confirmee_le", "Jour où la structure a confirmé la fiche.", f.KNOWN_DAY, lambda a: f.day(a.confirmed_at)),
    *f.SHEET,
]  # fmt: skip


class Actors(DirectoryResource):
    """/api/v1/acteurs"""

    name, one, schema, title, page = "acteurs", "acteur", "Acteur", "Acteurs", "actors:list"
    directory, fields = directory, FIELDS

    def queryset(self):
        """What the list exports, with membership on this day."""
        member = Exists(Actor.objects.members(timezone.localdate()).filter(pk=OuterRef("pk")))
        found = directory.export_queryset().select_related("municipality__intercommunality")
        return found.prefetch_related("themes__goals").annotate(is_member=member)

    def geometry(self, thing):
        """The centre of its commune."""
        point = directory.coordinates(thing)
        return {"type": "Point", "coordinates": point} if point else None


actors = Actors()
