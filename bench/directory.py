"""The rows of a list in the table of speed: that of actors, and that of projects."""

from dataclasses import dataclass

from django.core.cache import caches
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.listing import directory as actors
from bench.clock import compare
from network.accounts.models import User
from network.directory.listing import Directory
from network.directory.models import Listing
from projects.listing import directory as projects

SEARCH = "q=eau benin&pays=benin&college=associations&theme=eau-et-assainissement"

# What a person would write by hand: the same search, the same three filters, three counts, one page.
PLAIN = """
WITH hit AS MATERIALIZED (
    SELECT {key}, name_key, college, countries, department, college = 'associations' AS a, countries && '{{benin}}' AS b,
        themes && '{{eau-et-assainissement}}' AS c
    FROM {table} WHERE vector @@ to_tsquery('french_plain', 'eau:* & benin:*'))
SELECT (SELECT count(*) FROM hit WHERE a AND b AND c),
    (SELECT json_agg(x) FROM (SELECT college, count(*) FROM hit WHERE b AND c GROUP BY 1) x),
    (SELECT json_agg(x) FROM (SELECT v, count(*) FROM hit, unnest(countries) v WHERE a AND c GROUP BY 1) x),
    (SELECT json_agg(x) FROM (SELECT department, count(*) FROM hit WHERE a AND b AND c GROUP BY 1) x),
    (SELECT json_agg(x) FROM (SELECT e.card FROM (SELECT {key} FROM hit WHERE a AND b AND c ORDER BY name_key, {key} LIMIT 24) p
        JOIN {table} e USING ({key})) x)
"""


@dataclass(frozen=True)
class Listed:
    """A list to measure: its address, a text that most of its things hold and one that few do."""

    directory: Directory
    path: str
    broad: str
    narrow: str

    def statement(self, address):
        """A call that runs the list's one statement."""
        shown = self.directory.shown(self.path, QueryDict(address))
        assert shown.search is not None
        assert shown.whole
        return shown.read

    def plain(self):
        """Runs the statement written by hand."""
        with connection.cursor() as cursor:
            cursor.execute(PLAIN.format(table=self.directory.table, key=self.directory.key))
            cursor.fetchall()

    def unfiltered(self):
        """The counts and the first page without a filter, as a request reads them."""
        return self.directory.shown(self.path, QueryDict()).page

    def by_primary_key(self):
        """The reference of a materialised read."""
        return Listing.objects.get(pk=self.directory.name)


ACTORS = Listed(actors, "/annuaire/", "q=partenaires", "q=zambie forage")
PROJECTS = Listed(projects, "/projets/", "q=habitants", "q=vieux bourg zambie")


def queries(path, user=None):
    """How many SQL statements the page takes the second time (the first reads the labels of a new version)."""
    client = Client()
    if user:
        client.force_login(user)
    client.get(path)
    caches["pages"].clear()
    caches["nearby"].clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def measure(report, site, total, listed=ACTORS):
    """Prints the rows of the list at `total` things."""
    user, _ = User.objects.get_or_create(email="mesure@demo.example")
    tries, bar = (40, 0.05) if total <= 10_000 else (12, None)
    page, bare = f"{listed.path}?{SEARCH.replace(' ', '+')}", site.ask("/nu/")
    total = f"{total} {listed.directory.many}"
    numbers = iter(range(10_000_000))

    def fresh():
        # A page that no cache has: the text changes by a word that every sheet ignores.
        site.ask(f"{page}&n={next(numbers)}")()

    reference, seen = compare(bare, fresh, tries=tries)
    report.line(
        f"{total} : liste, recherche et trois facettes / vue nue", reference / seen, bar, least=True, detail=f"{seen * 1000:.1f} ms"
    )
    report.line(f"{total} : instructions SQL, visiteur", queries(page), 4, unit="")
    report.line(f"{total} : instructions SQL, personne connectée", queries(page, user), 8, unit="")
    ours, theirs = compare(listed.statement(SEARCH), listed.plain, tries=tries)
    report.line(
        f"{total} : l’instruction (toutes les facettes) / à la main (trois)",
        ours / theirs,
        1.5,
        detail=f"{ours * 1000:.1f} ms",
    )
    ours, theirs = compare(listed.unfiltered, listed.by_primary_key, tries=tries)
    report.line(f"{total} : sans filtre / lecture par clé", ours / theirs, 4, detail=f"{ours * 1000:.2f} ms")
    ours, theirs = compare(listed.statement(listed.broad), listed.statement(listed.narrow), tries=tries)
    report.line(f"{total} : terme large / terme étroit", ours / theirs, 3, detail=f"{ours * 1000:.1f} ms")
    reference, seen = compare(bare, site.ask(page), tries=100)
    report.line(f"{total} : page inchangée redemandée / vue nue", reference / seen, 0.5, least=True, detail=f"{seen * 1000:.2f} ms")
    reference, seen = compare(bare, site.ask(f"{listed.path}?format=carte"), tries=tries)
    report.line(f"{total} : points de la carte / vue nue", reference / seen, None, detail=f"{seen * 1000:.1f} ms")
    if listed is not ACTORS:
        return
    reference, seen = compare(bare, site.ask("/territoires/communes/?q=saint+a"), tries=tries)
    report.line(f"{total} : autocomplétion des communes / vue nue", reference / seen, None, detail=f"{seen * 1000:.1f} ms")
    report.line(f"{total} : mémoire d’un worker web", site.memory(), 130.0, unit="Mo")
