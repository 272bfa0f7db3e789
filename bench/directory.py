"""The rows of the directory in the table of speed."""

from django.core.cache import caches
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.listing import directory
from bench.clock import compare
from network.accounts.models import User
from network.directory.models import Listing

SEARCH = "q=eau benin&pays=benin&college=associations&theme=eau-et-assainissement"
BROAD, NARROW = "q=partenaires", "q=zambie forage"

# What a person would write by hand: the same search, the same three filters, three counts, one page.
PLAIN = """
WITH hit AS MATERIALIZED (
    SELECT actor_id, name_key, college, countries, department, college = 'associations' AS a, countries && '{benin}' AS b,
        themes && '{eau-et-assainissement}' AS c
    FROM actors_searchentry WHERE vector @@ to_tsquery('french_plain', 'eau:* & benin:*'))
SELECT (SELECT count(*) FROM hit WHERE a AND b AND c),
    (SELECT json_agg(x) FROM (SELECT college, count(*) FROM hit WHERE b AND c GROUP BY 1) x),
    (SELECT json_agg(x) FROM (SELECT v, count(*) FROM hit, unnest(countries) v WHERE a AND c GROUP BY 1) x),
    (SELECT json_agg(x) FROM (SELECT department, count(*) FROM hit WHERE a AND b AND c GROUP BY 1) x),
    (SELECT json_agg(x) FROM (SELECT e.card FROM (SELECT actor_id FROM hit WHERE a AND b AND c ORDER BY name_key, actor_id LIMIT 24) p
        JOIN actors_searchentry e USING (actor_id)) x)
"""


def statement(address):
    """A call that runs the list's one statement."""
    shown = directory.shown("/annuaire/", QueryDict(address))
    assert shown.search is not None
    assert shown.whole
    return shown.read


def plain():
    """Runs the statement written by hand."""
    with connection.cursor() as cursor:
        cursor.execute(PLAIN)
        cursor.fetchall()


def unfiltered():
    """The counts and the first page without a filter, as a request reads them."""
    return directory.shown("/annuaire/", QueryDict()).page


def by_primary_key():
    """The reference of a materialised read."""
    return Listing.objects.get(pk="actors")


def queries(address, user=None):
    """How many SQL statements the page takes the second time (the first reads the labels of a new version)."""
    client = Client()
    if user:
        client.force_login(user)
    client.get(f"/annuaire/?{address}")
    caches["pages"].clear()
    caches["nearby"].clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/annuaire/?{address}")
    return len(captured)


def measure(report, site, total):
    """Prints the rows at `total` actors."""
    user, _ = User.objects.get_or_create(email="mesure@demo.example")
    tries = 40 if total <= 10_000 else 12
    page, bare = f"/annuaire/?{SEARCH.replace(' ', '+')}", site.ask("/nu/")
    numbers = iter(range(10_000_000))

    def fresh():
        # A page that no cache has: the text changes by a word that every sheet ignores.
        site.ask(f"{page}&n={next(numbers)}")()

    reference, seen = compare(bare, fresh, tries=tries)
    bar = 0.05 if total <= 10_000 else None
    report.line(
        f"{total} : liste, recherche et trois facettes / vue nue", reference / seen, bar, least=True, detail=f"{seen * 1000:.1f} ms"
    )
    report.line(f"{total} : instructions SQL, visiteur", queries(SEARCH), 4, unit="")
    report.line(f"{total} : instructions SQL, personne connectée", queries(SEARCH, user), 8, unit="")
    ours, theirs = compare(statement(SEARCH), plain, tries=tries)
    report.line(
        f"{total} : l’instruction (dix facettes) / la même écrite à la main (trois)", ours / theirs, 1.5, detail=f"{ours * 1000:.1f} ms"
    )
    ours, theirs = compare(unfiltered, by_primary_key, tries=tries)
    report.line(f"{total} : sans filtre / lecture par clé", ours / theirs, 4, detail=f"{ours * 1000:.2f} ms")
    ours, theirs = compare(statement(BROAD), statement(NARROW), tries=tries)
    report.line(f"{total} : terme large / terme étroit", ours / theirs, 3, detail=f"{ours * 1000:.1f} ms")
    reference, seen = compare(bare, site.ask(page), tries=100)
    report.line(f"{total} : page inchangée redemandée / vue nue", reference / seen, 0.5, least=True, detail=f"{seen * 1000:.2f} ms")
    reference, seen = compare(bare, site.ask("/annuaire/?format=carte"), tries=tries)
    report.line(f"{total} : points de la carte / vue nue", reference / seen, None, detail=f"{seen * 1000:.1f} ms")
    reference, seen = compare(bare, site.ask("/territoires/communes/?q=saint+a"), tries=tries)
    report.line(f"{total} : autocomplétion des communes / vue nue", reference / seen, None, detail=f"{seen * 1000:.1f} ms")
    report.line(f"{total} : mémoire d’un worker web", site.memory(), 130.0, unit="Mo")
