"""One view of the observatory: its figures, tables and maps, kept until the data, the day or the release changes."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.core.cache import caches
from django.utils import timezone

from network.directory.facets import UNKNOWN
from network.directory.release import release
from network.directory.versions import version
from observatory import pictures
from observatory.counting import count, dots
from observatory.selection import Selection
from observatory.tables import CROSSINGS, PLANS, crossing, known_url, table

ROWS, CROSSED = 12, 12  # lines of a table that the page shows; the whole table has its own page
FILTERS = ("countries", "regions", "department", "intercommunality", "college", "themes", "goals", "schemes")


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, the list behind it, and how much of it is known."""

    value: object
    words: str
    url: str
    known: str = ""
    money: bool = False

    @property
    def label(self):
        """The words, singular or plural as the number asks."""
        one, _, many = self.words.partition("|")
        return one if self.money or abs(self.value) < 2 else many or one


@dataclass(frozen=True)
class Known:
    """How many projects say something, and the list of those that do not."""

    label: str
    facet: str
    done: int
    total: int
    missing_url: str


class Observatory:
    """What /observatoire/ shows for `data`, a QueryDict."""

    formats = ("csv", "xlsx", "json")

    def __init__(self, data):
        self.selection = Selection(data)

    @cached_property
    def counts(self):
        """The Counts of the selection."""
        return self._kept("counts", lambda: count(self.selection))

    def _kept(self, what, make):
        chosen = self.selection
        seen = (release(), chosen.version, version("actors"), timezone.localdate(), chosen.pairs())
        key = f"observatory:{what}:{hash_of(seen)}"
        found = caches["pages"].get(key)
        if found is None:
            found = make()
            caches["pages"].set(key, found)
        return found

    def table(self, name):
        """The Table of that name; raises KeyError."""
        return self.tables[name]

    @cached_property
    def tables(self):
        """{name: Table}."""
        return {name: table(plan, self.selection, self.counts) for name, plan in PLANS.items()}

    @cached_property
    def crossings(self):
        """{name: Crossing}."""
        return {name: crossing(name, self.selection, self.counts, CROSSED) for name in CROSSINGS}

    def whole_crossing(self, name):
        """The Crossing with every row; raises KeyError."""
        return crossing(name, self.selection, self.counts)

    @cached_property
    def figures(self):
        """The four figures at the top."""
        chosen, counts = self.selection, self.counts
        total = counts.total
        countries = [row for row in self.tables["pays"].known if row.projects]
        return {
            "actors": Figure(counts.actors, "acteur y participe|acteurs y participent", chosen.actors_url() if counts.actors else ""),
            "projects": Figure(total.projects, "projet|projets", chosen.list_url() if total.projects else ""),
            "countries": Figure(
                len(countries),
                "pays|pays",
                chosen.address("observatory:table", "pays") if countries else "",
                "où ils se déroulent",
            ),
            "granted": Figure(
                total.granted if total.granted_known else None,
                "soutiens accordés",
                known_url(chosen, "support_bracket") if total.granted_known else "",
                f"connus pour {total.granted_known} projets sur {total.projects}",
                True,
            ),
            "budget": Figure(
                total.budget if total.budget_known else None,
                "budgets des projets",
                known_url(chosen, "budget_bracket") if total.budget_known else "",
                f"connu pour {total.budget_known} projets sur {total.projects}",
                True,
            ),
        }

    @property
    def known(self):
        """What sheets say and do not say."""
        chosen, total = self.selection, self.counts.total.projects
        asked = (("Pays", "countries"), ("Thématique", "themes"), ("Année", "years"), ("Département du porteur", "department"))
        for label, name in (*asked, ("Budget", "budget_bracket"), ("Soutiens", "support_bracket"), ("Avancement", "progress")):
            missing = self.counts.by[name].get(UNKNOWN)
            missing = missing.projects if missing else 0
            url = chosen.list_url(**{name: [UNKNOWN]}) if missing else ""
            yield Known(label, name, total - missing, total, url)

    @property
    def multi(self):
        """(projects with actors of several collèges, their list)."""
        found = self.counts.by["multi"].get("oui")
        return (found.projects if found else 0), self.selection.list_url(multi=["oui"])

    def dots(self):
        """Where the actors that count are, for the map."""
        return dots(self.selection)

    @cached_property
    def maps(self):
        """{"world": (wide, narrow) or None, "region": drawing}."""
        return self._kept("maps", self._draw)

    def _draw(self):
        countries, departments = pictures.points()
        return {
            "world": pictures.world(self.tables["pays"], self.counts.total.projects, countries, self.dots()),
            "region": pictures.region(self.tables["intercommunalites"], departments),
        }


def hash_of(seen):
    """A short name of what a page was made from."""

    return sha256(repr(seen).encode()).hexdigest()[:40]
