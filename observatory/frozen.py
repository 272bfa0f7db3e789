"""A snapshot as the page shows it: the same tables, figures and maps as the observatory's, whose numbers open what was counted then."""

from dataclasses import fields
from functools import cached_property
from types import SimpleNamespace
from urllib.parse import urlencode

from django.core.cache import caches
from django.urls import reverse

from network.directory.facets import UNKNOWN
from network.directory.release import release
from observatory.counting import AMOUNTS, Sum
from observatory.page import CROSSED, Known, Observatory, hash_of
from observatory.tables import Plan, Table, crossing_of, row_of
from projects.listing import directory

PAGES = {"observatory:page": "observatory:snapshot", "observatory:table": "observatory:frozen_table"}
PARAMS = {name: facet.param for name, facet in directory.facets.items()}


class FrozenSelection:
    """Stands where a Selection does: the same questions, and addresses below that of the snapshot."""

    all_actors = is_filtered = False
    words = ()

    def __init__(self, snapshot):
        self.snapshot = snapshot
        self.values = {name: [] for name in PARAMS}
        tables = snapshot.figures["tables"]
        self.labels = {table["facet"]: {row["value"]: row["label"] for row in table["rows"]} for table in tables}

    def known(self, name):
        """The values of the facet `name` that said something."""
        return [value for value in self.labels[name] if value != UNKNOWN]

    def address(self, page, *args, more=()):
        """The page that shows of the snapshot what `page` shows of today."""
        query = urlencode(more)
        return reverse(PAGES[page], args=[self.snapshot.number, *args]) + (f"?{query}" if query else "")

    def list_url(self, **values):
        """The projects that had these values."""
        return self._sheets("projets", values)

    def actors_url(self, values=None, **own):
        """The actors that counted and had these values."""
        return self._sheets("acteurs", {**(values or {}), **{name: [value] for name, value in own.items()}})

    def _sheets(self, what, values):
        query = urlencode([(PARAMS[name], value) for name in PARAMS for value in values.get(name, ())])
        return reverse("observatory:frozen_sheets", args=[self.snapshot.number, what]) + (f"?{query}" if query else "")


class Frozen(Observatory):
    """What /observatoire/instantanes/<number>/ shows of a Snapshot."""

    def __init__(self, snapshot):
        self.snapshot, self.data = snapshot, snapshot.figures
        self.selection = FrozenSelection(snapshot)

    @cached_property
    def counts(self):
        """The numbers of the whole, as Counts have them."""
        total = self.data["total"]
        by = {table["facet"]: {row["value"]: _sum(row) for row in table["rows"]} for table in self.data["tables"]}
        return SimpleNamespace(total=_sum(total), by=by, actors=total["actors"], directory=total["directory"])

    @cached_property
    def tables(self):
        """{name: Table} of all that the snapshot holds."""
        return {data["name"]: self._table(data) for data in self.data["tables"]}

    def _table(self, data):
        plan = Plan(**{field.name: data[field.name] for field in fields(Plan) if field.name in data})
        rows = [row_of(plan, self.selection, row["value"], row["label"], _sum(row), row["actors"], row["child"]) for row in data["rows"]]
        return Table(plan, rows, data["has_actors"])

    @cached_property
    def crossings(self):
        """{name: Crossing}, each with the rows that the page shows."""
        return {data["name"]: self.whole_crossing(data["name"], CROSSED) for data in self.data["crossings"]}

    def whole_crossing(self, name, most=None):
        """The Crossing with every row; raises KeyError."""
        data = {data["name"]: data for data in self.data["crossings"]}[name]
        themes = [(column["value"], column["label"]) for column in data["columns"]]
        values = [(row["value"], row["label"], row["projects"]) for row in data["rows"]]
        return crossing_of(name, data["title"], data["heading"], data["facet"], themes, values, self.selection, most)

    @property
    def known(self):
        """What sheets said and did not say."""
        total = self.data["total"]["projects"]
        for known in self.data["known"]:
            url = self.selection.list_url(**{known["facet"]: [UNKNOWN]}) if known["done"] < total else ""
            yield Known(known["label"], known["facet"], known["done"], total, url)

    @property
    def multi(self):
        """(projects with actors of several collèges, their list)."""
        return self.data["multi"], self.selection.list_url(multi=["oui"])

    def dots(self):
        """Where the actors that counted were."""
        return self.data["dots"]

    def _kept(self, what, make):
        key = f"observatory:{what}:{hash_of((release(), self.snapshot.number, self.snapshot.taken_at))}"
        return caches["pages"].get_or_set(key, make)


def _sum(numbers):
    amounts = {name: numbers[name] or 0 for name in AMOUNTS}
    return Sum(numbers["projects"], numbers["granted_known"], amounts["granted"], numbers["budget_known"], amounts["budget"])
