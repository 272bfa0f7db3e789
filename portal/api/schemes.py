"""Schemes as open data."""

from django.http import QueryDict
from django.utils import timezone

from portal.api import fields as f
from portal.api.fields import Field
from portal.api.resources import Filter, Refused, Resource
from projects.enums import Audience, PeriodKind, Purpose
from projects.filters import SchemeFilter
from projects.models import Scheme

PERIOD = [
    Field("sorte", "Ce qui court.", f.CODED, lambda p: f.coded(p.kind, PeriodKind(p.kind).label)),
    Field("debut", "Premier jour.", {"type": "string", "format": "date"}, lambda p: f.day(p.starts_on)),
    Field("fin", "Dernier jour.", {"type": "string", "format": "date"}, lambda p: f.day(p.ends_on)),
]


def open_today(scheme):
    """Whether one may apply today."""
    today = timezone.localdate()
    return any(period.kind == PeriodKind.FILING and period.covers(today) for period in scheme.periods.all())


def chosen(choices):
    """How to read a list of `choices`."""
    return lambda values: [f.coded(value, choices(value).label) for value in values if value in choices.values]


FIELDS = [
    Field("identifiant", "Identifiant de la fiche, dans son adresse.", f.TEXT, lambda s: s.slug),
    Field("nom", "Nom.", f.TEXT, lambda s: s.name),
    Field("sigle", "Sigle.", f.KNOWN_TEXT, lambda s: f.known(s.acronym)),
    Field("porte_par_le_reseau", "Vrai si le réseau le porte lui-même.", f.YES_NO, lambda s: s.is_own),
    Field("porteur", "Qui le porte, si ce n’est pas le réseau.", f.KNOWN_TEXT, lambda s: f.words(s.carrier)),
    Field("financeurs", "Qui le finance.", f.KNOWN_TEXT, lambda s: f.words(s.funders)),
    Field("resume", "En quelques mots.", f.KNOWN_TEXT, lambda s: f.words(s.summary)),
    Field("publics", "Pour qui.", f.many(f.CODED), lambda s: chosen(Audience)(s.audiences)),
    Field("objets", "Pour quoi.", f.many(f.CODED), lambda s: chosen(Purpose)(s.purposes)),
    Field("pays", "Pays\u00a0; vide si la source n’en limite pas.", f.many(f.COUNTRY), lambda s: [f.country(c) for c in s.countries.all()]),
    Field("conditions", "Conditions.", f.KNOWN_TEXT, lambda s: f.words(s.conditions)),
    Field("montant_min", "Montant le plus bas, en euros.", f.EUROS, lambda s: f.number(s.amount_min)),
    Field("montant_max", "Montant le plus haut, en euros.", f.EUROS, lambda s: f.number(s.amount_max)),
    Field("taux_max", "Part la plus haute du coût total, en pour cent.", f.EUROS, lambda s: f.number(s.rate_max)),
    Field("non_cumul", "Ce avec quoi il ne se cumule pas.", f.KNOWN_TEXT, lambda s: f.words(s.not_combined)),
    Field("calendrier", "Ce que les périodes ne disent pas.", f.KNOWN_TEXT, lambda s: f.words(s.calendar)),
    Field("periodes", "Ce qui court entre deux jours.", f.many(f.record(PERIOD)), lambda s: [f.read(PERIOD, p) for p in s.periods.all()]),
    Field("ouvert", "Vrai si l’on peut déposer aujourd’hui.", f.YES_NO, open_today),
    Field("page_de_reference", "Page de référence.", f.KNOWN_ADDRESS, lambda s: f.known(s.link)),
    *f.SHEET,
]


class Schemes(Resource):
    """/api/v1/dispositifs"""

    name, one, schema, title, page = "dispositifs", "dispositif", "Dispositif", "Dispositifs", "schemes:list"
    fields = FIELDS

    def queryset(self):
        """Published schemes."""
        return Scheme.objects.published().prefetch_related("countries", "periods")

    def filters(self):
        """Those of the page."""
        return [
            Filter("public", "Je suis", values=tuple(Audience.values)),
            Filter("objet", "Pour", values=tuple(Purpose.values)),
            Filter("pays", "Où"),
            Filter("ouvert", "Dépôt ouvert aujourd’hui", values=("oui",)),
        ]

    def listed(self, data, size, first):
        """As the page filters them."""
        found = SchemeFilter(data, queryset=self.queryset())
        if not found.is_valid():
            raise Refused([f"« {name}={data.get(name)[:60]} » n’existe pas." for name in found.form.errors])
        return found.qs.count(), list(found.qs[first : first + size])

    def values(self):
        """The choices of the page; how many each would show is not counted."""
        countries = SchemeFilter(QueryDict(), queryset=Scheme.objects.none()).filters["pays"].queryset.order_by("name", "pk")
        return {
            "public": [(value, label, None) for value, label in Audience.choices],
            "objet": [(value, label, None) for value, label in Purpose.choices],
            "pays": [(country.slug, country.name, None) for country in countries],
            "ouvert": [("oui", "Oui", None)],
        }


schemes = Schemes()
