"""Counts as tables: each row with the list behind it, the same on the page, in the exports, in a snapshot and in the report."""

from dataclasses import dataclass, field
from functools import cached_property

from network.directory.facets import UNKNOWN
from network.taxonomy.enums import College
from observatory.counting import NOTHING, OWN, Sum
from projects.listing import directory


@dataclass(frozen=True)
class Plan:
    """A table to be made: its name in addresses, its words, its facet, whether a project stands in one row alone, the rows' order."""

    name: str
    title: str
    heading: str
    facet: str
    exclusive: bool = False
    order: str = "count"  # or "label": the order of the labels
    note: str = ""
    money: bool = True  # whether the amounts of whole projects say something of a row: not of one year among several


SEVERAL = "Un projet peut compter dans plusieurs lignes : elles ne s’additionnent pas."
PLANS = {
    plan.name: plan
    for plan in (
        Plan("pays", "Par pays", "Pays", "countries", note=SEVERAL),
        Plan("regions-du-monde", "Par région du monde", "Région du monde", "regions", note=SEVERAL),
        Plan(
            "annees",
            "Par année",
            "Année",
            "years",
            order="year",
            note=f"Un projet compte dans chaque année où il court. {SEVERAL}",
            money=False,
        ),
        Plan("colleges", "Par collège", "Collège du porteur", "college", exclusive=True, order="label"),
        Plan("types", "Par type de structure", "Type de porteur", "kind", exclusive=True),
        Plan("thematiques", "Par thématique", "Thématique", "themes", note=SEVERAL),
        Plan("objectifs", "Par objectif de développement durable", "Objectif", "goals", order="label", note=SEVERAL),
        Plan("departements", "Par département", "Département du porteur", "department", exclusive=True, order="label"),
        Plan("intercommunalites", "Par intercommunalité", "Intercommunalité du porteur", "intercommunality", exclusive=True),
        Plan("dispositifs", "Par dispositif", "Dispositif", "schemes", note=SEVERAL),
        Plan("avancement", "Par avancement", "Avancement", "progress", exclusive=True, order="label"),
        Plan("multi-acteurs", "Projets multi-acteurs", "Acteurs de plusieurs collèges", "multi", exclusive=True, order="label"),
        Plan("budgets", "Par taille de budget", "Budget", "budget_bracket", exclusive=True, order="label"),
        Plan("soutiens", "Par montant des soutiens", "Soutiens obtenus", "support_bracket", exclusive=True, order="label"),
    )
}
MONEY = ("granted_known", "granted", "budget_known", "budget")
CROSSINGS = {"pays-thematiques": ("countries", "Pays et thématiques"), "colleges-thematiques": ("college", "Collèges et thématiques")}


@dataclass(frozen=True)
class Row:
    """One line: its numbers, and the lists behind them."""

    value: str
    label: str
    sum: Sum
    url: str
    granted_url: str = ""
    budget_url: str = ""
    actors: int | None = None
    actors_url: str = ""
    child: bool = False

    @property
    def projects(self):
        """How many projects."""
        return self.sum.projects


@dataclass(frozen=True)
class Table:
    """Rows of one facet. `has_actors` says that the table counts actors too."""

    plan: Plan
    rows: list
    has_actors: bool = False

    @property
    def largest(self):
        """The longest bar: of what is known."""
        return max((row.projects for row in self.known), default=0)

    @cached_property
    def known(self):
        """The rows that say something."""
        return [row for row in self.rows if row.value != UNKNOWN]

    @property
    def unknown(self):
        """The row of what is not said, or None."""
        return next((row for row in self.rows if row.value == UNKNOWN), None)

    def first(self, most):
        """The rows that the page shows; themes of the second level wait for the whole table."""
        return [row for row in self.known if not row.child][:most]


@dataclass(frozen=True)
class Crossing:
    """Projects by one facet and by theme: `lines` are (label, address, [(number, address, heat)]), of `values`; columns are of `themes`."""

    name: str
    title: str
    heading: str
    columns: list
    lines: list
    left_out: int = 0
    values: list = field(default_factory=list)
    themes: list = field(default_factory=list)


def table(plan, selection, counts):
    """The Table of a plan."""
    found, name = counts.by[plan.facet], plan.facet
    own = counts.own.get(name) if name in OWN else counts.reaching if name == "countries" else None
    values = [v for v in selection.labels[name] if v in found or (own and v in own) or (name == "college" and not selection.values[name])]
    parents = directory.parents().get(name, {})
    rows = []
    for value in values:
        narrowed = not selection.shows(name, value)
        if narrowed and name not in OWN:
            continue
        numbers = NOTHING if narrowed else found.get(value, NOTHING)
        actors = None if own is None else own.get(value, 0)
        if numbers.projects or actors or name == "college":
            rows.append(row_of(plan, selection, value, selection.labels[name][value], numbers, actors, value in parents))
    rows = _ordered(plan, rows)
    return Table(plan, [row for row in rows if row.value != UNKNOWN] + [row for row in rows if row.value == UNKNOWN], own is not None)


def _ordered(plan, rows):
    if plan.order == "count":
        return sorted(rows, key=lambda row: (-row.projects, row.label))
    return sorted(rows, key=lambda row: row.value) if plan.order == "year" else rows


def row_of(plan, selection, value, label, found, actors, child=False):
    """A Row, with the lists behind its numbers."""
    name, here = plan.facet, {plan.facet: [value]}
    found = found if plan.money else found._replace(**dict.fromkeys(MONEY))
    actors_url = selection.actors_url(**{name: value}) if name in OWN else selection.actors_url(values=here)
    return Row(
        value=value,
        label=label,
        sum=found,
        url=selection.list_url(**here),
        granted_url=known_url(selection, "support_bracket", here) if found.granted_known else "",
        budget_url=known_url(selection, "budget_bracket", here) if found.budget_known else "",
        actors=actors,
        actors_url=actors_url if actors else "",
        child=child,
    )


def known_url(selection, name, here=None):
    """The list of the projects whose amount is known."""
    here = dict(here or {})
    asked = here.get(name) or selection.known(name)
    return selection.list_url(**{**here, name: [value for value in asked if value != UNKNOWN]})


def crossing(name, selection, counts, most=None):
    """The Crossing of a facet with the themes of the first level; at most `most` rows, those of most projects."""
    facet, title = CROSSINGS[name]
    parents = directory.parents().get("themes", {})
    themes = [t for t in selection.labels["themes"] if t not in parents and t != UNKNOWN and t in counts.by["themes"]]
    themes = [(t, selection.labels["themes"][t]) for t in themes if selection.shows("themes", t)]
    values = [v for v in counts.by[facet] if v != UNKNOWN and selection.shows(facet, v)]
    values.sort(key=lambda v: list(College.values).index(v) if facet == "college" else (-counts.by[facet][v].projects, v))
    values = [(v, selection.labels[facet][v], [counts.crossed.get((facet, v, t), 0) for t, _ in themes]) for v in values]
    return crossing_of(name, title, directory.facets[facet].label, facet, themes, values, selection, most)


def crossing_of(name, title, heading, facet, themes, values, selection, most=None):
    """A Crossing of `themes`, as (value, label), and of `values`, as (value, label, [number by theme])."""
    largest = max((n for _, _, numbers in values for n in numbers), default=0)
    lines = []
    for value, label, numbers in values[:most]:
        cells = [
            (n, selection.list_url(**{facet: [value], "themes": [theme]}) if n else "", -(-4 * n // largest) if n else 0)
            for (theme, _), n in zip(themes, numbers, strict=True)
        ]
        lines.append((label, selection.list_url(**{facet: [value]}), cells))
    themes = themes if lines else []
    columns = [(label, selection.list_url(themes=[theme])) for theme, label in themes]
    left_out = max(0, len(values) - (most or len(values)))
    return Crossing(name, title, heading, columns, lines, left_out, [value for value, *_ in values], [theme for theme, _ in themes])
