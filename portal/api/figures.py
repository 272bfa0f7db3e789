"""The figures of the observatory as open data: its tables, with the filters of its page and the columns of its files."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from network.directory.versions import version
from observatory.exports import COLUMNS, CROSSED, crossed, record, records
from observatory.page import Observatory
from observatory.tables import CROSSINGS, PLANS
from portal.api import fields as f
from portal.api.fields import Field
from portal.api.projects import projects
from portal.api.resources import Filter, Refused, Resource, strange_values

SORTS = {"texte": f.TEXT, "nombre": {"type": ["integer", "null"]}, "euros": f.EUROS}
CELLS = "Un projet peut compter dans plusieurs cases ; celles qui n’en ont aucun n’y sont pas."
WHOLE = "ensemble"  # the table of one line that holds the figures at the top of the page


@dataclass(frozen=True)
class Sheet:
    """A table that may be asked for: its name in the address, its words, whether its lines add up, its columns."""

    name: str
    title: str
    heading: str
    adds_up: bool
    note: str
    columns: tuple = COLUMNS


SHEETS = {
    sheet.name: sheet
    for sheet in (
        Sheet(WHOLE, "Ensemble", "Tout ce qui répond aux filtres", True, ""),
        *(Sheet(plan.name, plan.title, plan.heading, plan.exclusive, plan.note) for plan in PLANS.values()),
        *(Sheet(name, title, title, False, CELLS, CROSSED) for name, (_, title) in CROSSINGS.items()),
    )
}


def rows_of(columns):
    """The members of a line, as the files name and describe them."""
    return [Field(name, says, SORTS[sort], None) for name, sort, says in columns]


class Figures(Resource):
    """/api/v1/observatoire lists the tables; /api/v1/observatoire/<table> is one, page after page of lines."""

    name, one, schema, title, page = "observatoire", "tableau", "Tableau", "Tableaux", "observatory:page"
    files = "observatory:data"
    fields = [
        Field("identifiant", "Nom du tableau, dans son adresse.", f.TEXT, lambda s: s.name),
        Field("titre", "Titre.", f.TEXT, lambda s: s.title),
        Field("lignes", "Ce que sont ses lignes.", f.TEXT, lambda s: s.heading),
        Field("additif", "Vrai si ses lignes s’additionnent et que leur somme est l’ensemble.", f.YES_NO, lambda s: s.adds_up),
        Field("note", "Ce qu’il faut savoir pour le lire.", f.KNOWN_TEXT, lambda s: f.known(s.note)),
        Field("colonnes", "Ce qu’une ligne contient.", f.TEXTS, lambda s: [name for name, *_ in s.columns]),
        Field(
            "adresse", "Ses lignes, sans filtre\u00a0: ajoutez-les.", f.ADDRESS,
            lambda s: settings.SITE_URL + reverse("api:figures", args=[s.name]),
        ),
    ]  # fmt: skip

    def filters(self):
        """Those of the page: each facet of the projects, a period, whether all actors count."""
        facets = [each for each in projects.filters() if each.repeated]
        period = [Filter("de", "Première année de la période"), Filter("a", "Dernière année de la période")]
        return [*facets, *period, Filter("tout", "Compter aussi les acteurs sans projet terminé ni en cours", values=("oui",))]

    def version(self):
        """That of the projects and of the actors that are counted."""
        return version("projects"), version("actors")

    def listed(self, data, size, first):
        """The tables; the filters narrow their lines."""
        return len(SHEETS), list(SHEETS.values())[first : first + size]

    def values(self):
        """Those of the projects, which the page offers too."""
        mine = {each.name for each in self.filters()}
        return {name: [(value, label, None) for value, label, _ in found] for name, found in projects.values().items() if name in mine}

    def lines(self, name, data):
        """The lines of the table `name` for the filters of `data`, as records; raises Http404, Refused."""
        if name not in SHEETS:
            raise Http404(f"Il n’y a pas de tableau « {name} ». Il y a\u00a0: {', '.join(SHEETS)}.")
        self.check(data)
        shown = Observatory(data)
        errors = strange_values(projects.directory, data, shown.selection.labels) or shown.selection.errors
        if errors:
            raise Refused(errors)
        names = [column for column, *_ in SHEETS[name].columns]
        return [dict(zip(names, line, strict=True)) for line in _lines(name, shown)]


def _lines(name, shown):
    if name in CROSSINGS:
        return crossed(shown.whole_crossing(name))
    return records(shown.table(name)) if name in PLANS else [whole(shown)]


def whole(shown):
    """The figures of the whole selection, as a line."""
    counts = shown.counts
    return record(WHOLE, "Ensemble", counts.actors, counts.total)


figures = Figures()
