"""What the API lists: a Resource for each kind of thing, read like its page."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from network.directory.facets import MAX_VALUES
from network.directory.versions import version
from portal.api.fields import read, record

PAGING = ("page", "taille")
OF_THE_PAGE = ("vue",)  # in the address of a list and of no effect on what it lists


class Refused(Exception):
    """What was asked makes no sense; `errors` says why, in French."""

    def __init__(self, errors):
        super().__init__("; ".join(errors))
        self.errors = errors


@dataclass(frozen=True)
class Filter:
    """A parameter that narrows a list: its name, its words, its values (None: free) and whether it may be repeated."""

    name: str
    label: str
    repeated: bool = False
    values: tuple | None = None


class Resource:
    """A list of published things. `name` is its address, `one` its singular, `schema` the name of its record.

    `page` is the page of the site that shows it, `files` the one where its files are taken.
    """

    name = one = schema = title = page = files = ""
    fields = []

    def filters(self):
        """The parameters, in the order in which the list's page shows them."""
        raise NotImplementedError

    def version(self):
        """What changes when anything that the list says changes; None when only the answer itself can tell."""
        return None

    def check(self, data):
        """Raises Refused unless each parameter of `data` is known."""
        known = [*(f.name for f in self.filters()), *PAGING]
        strange = [name for name in data if name not in (*known, *OF_THE_PAGE)]
        if strange:
            raise Refused(
                [f"Le paramètre « {name[:40]} » n’existe pas. Ceux de cette liste\u00a0: {', '.join(known)}." for name in strange[:3]]
            )
        wrong = [f for f in self.filters() if f.values and set(data.getlist(f.name)) - {"", *f.values}]
        if wrong:
            raise Refused([f"« {f.name} » vaut {' ou '.join(f.values)}." for f in wrong])

    def listed(self, data, size, first):
        """(total, things from the rank `first`, at most `size`) of what `data` asks for; raises Refused."""
        raise NotImplementedError

    def found(self, slug):
        """The published thing at this address, or None."""
        return self.queryset().filter(slug=slug).first()

    def queryset(self):
        """Published things, with what `fields` reads."""
        raise NotImplementedError

    def record(self, thing):
        """What is said of a thing."""
        return read(self.fields, thing)

    def record_schema(self):
        """The JSON Schema of a record."""
        return record(self.fields)

    def geometry(self, thing):
        """The GeoJSON geometry of a thing, or None."""
        return None

    def values(self):
        """`{parameter: [(value, label, how many things it would show, or None)]}` of the filters with a choice."""
        raise NotImplementedError

    has_places = False


class DirectoryResource(Resource):
    """A list of the site: its filters, its order and its things are those of `directory`."""

    directory = None
    has_places = True

    def filters(self):
        """Search, corners of the map, each facet, order."""
        facets = [Filter(f.param, f.label, repeated=True) for f in self.directory.facets.values()]
        return [
            Filter("q", "Recherche"),
            *facets,
            Filter("emprise", "Zone de la carte\u00a0: ouest,sud,est,nord, en degrés"),
            Filter("tri", "Ordre", values=tuple(self.directory.sorts)),
        ]

    def version(self):
        """The version of the list's data."""
        return version(self.directory.name)

    def listed(self, data, size, first):
        """One statement for the total and the keys, then the things."""
        shown = self.directory.shown(reverse(self.page), data)
        self._check_values(data, shown.labels)
        total, keys = shown.statement.keys(size, first)
        things = self.queryset().in_bulk(keys)
        return total, [things[key] for key in keys if key in things]

    def values(self):
        """Values that show something, in the order of the page's choices."""
        shown = self.directory.shown(reverse(self.page), QueryDict())
        counts = shown.whole[1]
        return {
            facet.param: [(value, label, counts[name][value]) for value, label in shown.labels[name].items() if counts[name].get(value)]
            for name, facet in self.directory.facets.items()
        }

    def _check_values(self, data, labels):
        """A page leaves out what it does not understand and says so; a program would take the answer for what it asked."""
        errors = [*self.directory.filterset.parse(data)[1], *strange_values(self.directory, data, labels)]
        if errors:
            raise Refused(errors)


def strange_values(directory, data, labels):
    """What is wrong with the values that `data` gives to the facets of `directory`, in French."""
    errors = []
    for name, facet in directory.facets.items():
        asked = [value for value in data.getlist(facet.param) if value]
        if len(asked) > MAX_VALUES:
            errors.append(f"« {facet.param} » prend {MAX_VALUES} valeurs au plus.")
        errors += [
            f"« {facet.param}={value[:60]} » n’existe pas. Les valeurs se lisent à l’adresse {reverse('api:filters')}."
            for value in asked
            if value not in labels[name]
        ][:3]
    return errors
