"""What the observatory is asked for: the filters of the directory of projects, a period, and whether all actors count."""

from functools import cache

from django.http import QueryDict
from django.urls import reverse

from network.directory.facets import MAX_VALUES, UNKNOWN
from network.directory.query import written
from network.directory.statement import Statement
from network.directory.versions import version
from projects.enums import COUNTED
from projects.listing import directory

OWN = {"college": "college-acteur", "kind": "type-acteur", "department": "departement-acteur", "intercommunality": "epci-acteur"}


path = cache(lambda page, *args: reverse(page, args=args))


class Selection:
    """The projects that answer `data` (a QueryDict), with the same conditions and the same addresses as /projets/.

    `all_actors` is the switch `tout=oui`; otherwise an actor counts if one of its projects is completed or under way. `own` narrows
    the actors, and them alone, by what they are themselves.
    """

    def __init__(self, data):
        self.version = version(directory.name)
        self.labels = directory.labels(self.version)
        spread, self.errors = _spread(data, self.labels["years"])
        self.query = directory.query(reverse("projects:list"), spread, self.labels)
        self.errors += self.query.errors
        self.values = self.query.values
        self.all_actors = data.get("tout") == "oui"
        self.own = {name: data[param] for name, param in OWN.items() if data.get(param) in self.labels[name]}

    @property
    def is_filtered(self):
        """Whether anything narrows the projects."""
        return self.query.is_filtered

    def where(self):
        """(SQL over rows `e` of the search table, parameters): the very conditions of the list."""
        criteria = Statement(directory, self.query).criteria().values()
        return " AND ".join(sql for sql, _ in criteria) or "true", [arg for _, args in criteria for arg in args]

    def whose_projects(self):
        """The same for the projects that make an actor count."""
        sql, args = self.where()
        return (sql, args) if self.all_actors else (f"{sql} AND e.progress = ANY(%s)", [*args, list(COUNTED)])

    def known(self, name):
        """The values of the facet `name` that say something, among those asked for."""
        asked = self.values[name] or list(self.labels[name])
        return [value for value in asked if value != UNKNOWN]

    def shows(self, name, value):
        """Whether a row of `value` may stand in the figures: where a facet is narrowed, its chosen values and what belongs to them."""
        chosen, parents = self.values[name], directory.parents().get(name, {})
        return not chosen or value in chosen or parents.get(value) in chosen

    def list_url(self, **values):
        """/projets/ with these values of facets in the place of those asked for."""
        return self.query.url(values={**self.values, **values})

    def pairs(self, **values):
        """The parameters of this selection after a change of `values`."""
        pairs = [(param, value) for name, param in self.query.params.items() for value in {**self.values, **values}[name]]
        return pairs + ([("tout", "oui")] if self.all_actors else [])

    def address(self, page, *args, values=None, more=()):
        """The page of that name, for this selection; `more` are further (parameter, value)."""
        query = written([*self.pairs(**(values or {})), *more])
        return path(page, *args) + (f"?{query}" if query else "")

    def actors_url(self, values=None, **own):
        """The list of the actors that count; `own` are what they are themselves."""
        return self.address("observatory:actors", values=values, more=[(OWN[name], value) for name, value in own.items()])

    @property
    def own_pairs(self):
        """The parameters that narrow the actors alone."""
        return [(OWN[name], value) for name, value in self.own.items()]

    @property
    def words(self):
        """[(facet, « Bénin ou Mali »)] of the filters."""
        return [
            (directory.facets[name].label, " ou ".join(self.labels[name][value] for value in values))
            for name, values in self.values.items()
            if values
        ]

    @property
    def chips(self):
        """(words, address without it) of each filter; a period is one."""
        found = []
        for name, values in self.values.items():
            labels = self.labels[name]
            if name == "years" and len(values) > 2:
                found.append((f"{min(values)}-{max(values)}", self.address("observatory:page", values={"years": []})))
            else:
                found += [(labels[v], self.address("observatory:page", values=self.query.without(name, v))) for v in values]
        return found


def _spread(data, known):
    """`data` with the period « de … à … » written as the years that it holds, and without what is not a facet; and what was wrong."""
    facets = {facet.param for facet in directory.facets.values()}
    spread, errors = QueryDict(mutable=True), []
    for param, values in data.lists():
        if param in facets:
            spread.setlist(param, values)
    first, last = (data.get(name, "") for name in ("de", "a"))
    if first or last:
        asked = [year for year in known if year != UNKNOWN and (not first or year >= first) and (not last or year <= last)]
        if (first and not first.isdigit()) or (last and not last.isdigit()) or not asked:
            errors.append("Aucun projet n’est daté dans cette période\u00a0: choisissez d’autres années.")
        elif len(asked) > MAX_VALUES:
            errors.append(f"Une période compte au plus {MAX_VALUES} années\u00a0: raccourcissez-la.")
        else:
            spread.setlist("annee", sorted(asked))
    return spread, errors
