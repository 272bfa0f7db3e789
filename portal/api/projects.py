"""Projects as open data: partners who take part, amounts that are retained."""

from django.db.models import Prefetch

from actors.enums import Provenance
from network.taxonomy.enums import College
from portal.api import fields as f
from portal.api.fields import Field
from portal.api.resources import DirectoryResource
from projects.enums import TAKING_PART, FigureKind, PartnerRole
from projects.listing import directory
from projects.models import FundingFigure, Partnership

WHO = [
    Field("nom", "Nom.", f.TEXT, lambda a: a.name),
    Field(
        "identifiant", "Identifiant dans l’annuaire, si la fiche y est publiée.", f.KNOWN_TEXT, lambda a: a.slug if a.is_published else None
    ),
    Field("college", "Collège.", f.CODED, lambda a: f.coded(a.college, College(a.college).label)),
]
PARTNER = [
    Field("nom", "Nom.", f.TEXT, lambda p: p.partner.name),
    Field("identifiant", "Identifiant dans l’annuaire, si c’est un acteur.", f.KNOWN_TEXT, lambda p: p.actor and p.actor.slug),
    Field("role", "Rôle dans le projet.", f.CODED, lambda p: f.coded(p.role, PartnerRole(p.role).label)),
    Field(
        "pays", "Pays d’une organisation d’ailleurs.", {"anyOf": [f.COUNTRY, {"type": "null"}]},
        lambda p: p.organisation and p.organisation.country and f.country(p.organisation.country),
    ),
]  # fmt: skip
PLACE = [
    Field("pays", "Pays.", f.COUNTRY, lambda p: f.country(p.country)),
    Field("ville", "Région ou ville.", f.KNOWN_TEXT, lambda p: f.known(p.town)),
    Field("longitude", "En degrés (WGS 84), si le point est connu.", f.DEGREES, lambda p: p.longitude),
    Field("latitude", "En degrés (WGS 84), si le point est connu.", f.DEGREES, lambda p: p.latitude),
]


def amount(kind):
    """How to read the retained amount of a kind."""
    return lambda funding: next((f.number(figure.amount) for figure in funding.retained if figure.kind == kind), None)


FUNDING = [
    Field("financeur", "Qui soutient.", f.TEXT, lambda x: f.words(x.funder) or ""),
    Field("annee", "Année.", {"type": "integer"}, lambda x: x.year),
    Field(
        "dispositif", "Dispositif.", f.KNOWN_CODED,
        lambda x: f.coded(x.scheme.slug, str(x.scheme)) if x.scheme and x.scheme.is_published else None,
    ),
    Field("demande", "Montant demandé, en euros.", f.EUROS, amount(FigureKind.ASKED)),
    Field("accorde", "Montant accordé, en euros.", f.EUROS, amount(FigureKind.GRANTED)),
    Field("verse", "Montant versé, en euros.", f.EUROS, amount(FigureKind.PAID)),
]  # fmt: skip


def goals(project):
    """Its own goals, or else those of its themes, by number: as the list counts them."""
    own = {goal.number for goal in project.goals.all()}
    return sorted(own or {goal.number for theme in project.themes.all() for goal in theme.goals.all()})


def partners(project):
    """Those who take part and may be named: actors that are published, organisations from elsewhere."""
    return [f.read(PARTNER, p) for p in project.taking_part if p.organisation or (p.actor.is_published and p.actor_id != project.lead_id)]


FIELDS = [
    Field("identifiant", "Identifiant de la fiche, dans son adresse.", f.TEXT, lambda p: p.slug),
    Field("titre", "Titre.", f.TEXT, lambda p: f.words(p.title) or ""),
    Field("resume", "Résumé.", f.KNOWN_TEXT, lambda p: f.words(p.summary)),
    Field("titre_en", "Titre en anglais.", f.KNOWN_TEXT, lambda p: f.words(p.title_en)),
    Field("resume_en", "Résumé en anglais.", f.KNOWN_TEXT, lambda p: f.words(p.summary_en)),
    Field("porteur", "Qui porte le projet.", f.record(WHO), lambda p: f.read(WHO, p.lead)),
    Field("partenaires", "Qui y prend part.", f.many(f.record(PARTNER)), partners),
    Field("multi_acteurs", "Vrai si des collèges différents y prennent part.", f.YES_NO, lambda p: p.search_entry.multi == "oui"),
    Field("lieux", "Où il se passe.", f.many(f.record(PLACE)), lambda p: [f.read(PLACE, place) for place in p.places.all()]),
    Field("thematiques", "Thématiques.", f.many(f.CODED), lambda p: [f.coded(t.slug, t.name) for t in p.themes.all()]),
    Field("odd", "Objectifs de développement durable, par numéro.", f.many({"type": "integer"}), goals),
    Field("avancement", "Avancement.", f.KNOWN_CODED, lambda p: f.choice(p, "progress")),
    Field("avancement_origine", "D’où l’avancement est déduit, s’il n’est pas déclaré.", f.KNOWN_TEXT, lambda p: f.words(p.progress_note)),
    Field("debut", "Premier jour.", f.KNOWN_DAY, lambda p: f.day(p.starts_on)),
    Field("fin", "Dernier jour.", f.KNOWN_DAY, lambda p: f.day(p.ends_on)),
    Field("annees", "Années où il court ou est soutenu.", f.many({"type": "integer"}), lambda p: [int(y) for y in p.search_entry.years]),
    Field("budget", "Budget total, en euros.", f.EUROS, lambda p: f.number(p.budget) if p.tells_amounts else None),
    Field(
        "soutiens",
        "Soutiens, le plus récent d’abord ; aucun si le porteur est une entreprise individuelle.",
        f.many(f.record(FUNDING)),
        lambda p: [f.read(FUNDING, x) for x in p.fundings.all()] if p.tells_amounts else [],
    ),
    Field("cherche_partenaires", "Vrai si le projet cherche des partenaires.", f.YES_NO, lambda p: p.seeks_partners),
    Field("partenaires_recherches", "Lesquels.", f.KNOWN_TEXT, lambda p: f.words(p.partners_sought)),
    Field("provenance", "Qui a établi la fiche.", f.CODED, lambda p: f.coded(p.provenance, Provenance(p.provenance).label)),
    Field("confirmee_le", "Jour où le porteur a confirmé la fiche.", f.KNOWN_DAY, lambda p: f.day(p.confirmed_at)),
    *f.SHEET,
]


class Projects(DirectoryResource):
    """/api/v1/projets"""

    name, one, schema, title, page = "projets", "projet", "Projet", "Projets", "projects:list"
    directory, fields = directory, FIELDS

    def queryset(self):
        """What the list exports, with partners and money."""
        taking_part = Partnership.objects.filter(status__in=TAKING_PART).select_related("actor", "organisation__country")
        return (
            directory.export_queryset()
            .select_related("search_entry")
            .defer("description", "search_entry__vector", "search_entry__card")
            .prefetch_related(
                "goals",
                "themes__goals",
                "fundings__scheme",
                Prefetch("fundings__figures", FundingFigure.objects.filter(retained=True), to_attr="retained"),
                Prefetch("partnerships", taking_part, to_attr="taking_part"),
            )
        )

    def geometry(self, thing):
        """Its places: each known point, or else the centre of the country."""
        points = [place if place.longitude is not None else place.country for place in thing.places.all()]
        known = list(dict.fromkeys((p.longitude, p.latitude) for p in points if p.longitude is not None))
        return {"type": "MultiPoint", "coordinates": [list(point) for point in known]} if known else None


projects = Projects()
