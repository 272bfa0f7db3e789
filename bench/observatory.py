"""The rows of the observatory and of the projects in the table of speed."""

from django.core.cache import caches
from django.db import connection
from django.http import QueryDict

from bench.clock import compare
from bench.directory import queries
from observatory.counting import count, dots
from observatory.selection import Selection
from projects.listing import directory

# Address of the page, and the condition that somebody would write by hand for it.
FILTERS = (
    ("", "true"),
    ("pays=benin", "countries && '{benin}'"),
    ("theme=eau-et-assainissement", "themes && '{eau-et-assainissement}'"),
    ("de=2019&a=2021", "years && '{2019,2020,2021}'"),
    ("college=associations&departement=44", "college = 'associations' AND department = '44'"),
)
RADARS = (("radar d’un pays", "/projets/radar/?pays=benin"), ("radar d’une ville", "/projets/radar/?pays=benin&ville=Nord"))
SUMS = "count(*), count(granted), sum(granted), count(budget), sum(budget)"
ONE = ("college", "kind", "department", "intercommunality", "progress", "multi", "budget_bracket", "support_bracket")
MANY = ("countries", "regions", "years", "themes", "goals", "schemes")
OWN = ("college", "kind", "department", "intercommunality")


def plain(where):
    """What a person would write by hand, statement by statement, for the figures, the tables, the crossings and the dots of the map."""
    shown = f"FROM projects_searchentry WHERE {where}"
    acting = (
        f"FROM (SELECT countries, unnest(actor_ids) AS actor_id {shown} AND progress IN ('en-cours', 'termine')) p "
        "JOIN actors_searchentry a USING (actor_id)"
    )
    yield f"SELECT {SUMS} {shown}"
    for column in ONE:
        yield f"SELECT {column}, {SUMS} {shown} GROUP BY 1"
    for column in MANY:
        yield f"SELECT value, {SUMS} FROM (SELECT unnest({column}) AS value, granted, budget {shown}) x GROUP BY 1"  # noqa: S608
        yield f"SELECT {SUMS} {shown} AND cardinality({column}) = 0"
    yield f"SELECT count(DISTINCT actor_id) {acting}"
    for column in OWN:
        yield f"SELECT a.{column}, count(DISTINCT actor_id) {acting} GROUP BY 1"
    yield f"SELECT c, count(DISTINCT actor_id) {acting}, unnest(p.countries) c GROUP BY 1"
    yield f"SELECT c, t, count(*) FROM (SELECT countries, themes {shown}) x, unnest(countries) c, unnest(themes) t GROUP BY 1, 2"  # noqa: S608
    yield f"SELECT college, t, count(*) FROM (SELECT college, themes {shown}) x, unnest(themes) t GROUP BY 1, 2"  # noqa: S608
    yield f"SELECT a.college, a.longitude, a.latitude, count(DISTINCT actor_id) {acting} GROUP BY 1, 2, 3"


def by_hand(where):
    """A call that runs them."""

    def call():
        with connection.cursor() as cursor:
            for statement in plain(where):
                cursor.execute(statement)
                cursor.fetchall()

    return call


def ours(address):
    """A call that runs the statements of the page for its figures, tables, crossings and maps."""

    def call():
        selection = Selection(QueryDict(address))
        count(selection)
        dots(selection)

    return call


def forget():
    """A page that nobody asked for yet, on a portal where others were asked for: the choices of its form are known."""
    caches["pages"].clear()
    assert directory.shown("/projets/", QueryDict()).whole


def measure(report, site, total):
    """Prints the rows at `total` projects."""
    bare = site.ask("/nu/")
    for address, where in FILTERS:
        page = f"/observatoire/?{address}" if address else "/observatoire/"
        seen, plainly, own = compare(site.ask(page), by_hand(where), ours(address), tries=5, warm=1, before=forget)
        what, times = f"{total} : observatoire {address or 'sans filtre'}", f"{seen * 1000:.0f} ms"
        report.line(
            f"{what} / 2 × SQL écrit à la main + 40 ms", seen / (2 * plainly + 0.04), 1, detail=f"{times}, SQL {plainly * 1000:.0f} ms"
        )
        report.line(
            f"{what} / 2 × ses propres instructions + 40 ms", seen / (2 * own + 0.04), 1, detail=f"{times}, SQL {own * 1000:.0f} ms"
        )
    report.line(f"{total} : instructions SQL de l’observatoire", queries("/observatoire/?pays=benin"), 12, unit="")
    site.ask("/observatoire/")()
    reference, seen = compare(bare, site.ask("/observatoire/"), tries=20)
    report.line(f"{total} : observatoire redemandé / vue nue", reference / seen, None, detail=f"{seen * 1000:.1f} ms")
    for what, page in (("page d’un projet", "/projets/mesure-5/"), ("page d’un pays", "/pays/benin/"), *RADARS):
        reference, seen = compare(bare, site.ask(page), tries=8)
        report.line(f"{total} : {what} / vue nue", reference / seen, None, detail=f"{seen * 1000:.0f} ms")
    for what, page in RADARS:
        body = site.get(page)[2].decode()
        report.line(f"{total} : lignes de {what}", body.count("<li>"), 10, unit="")
    report.line(f"{total} : mémoire d’un worker web", site.memory(), 130.0, unit="Mo")
