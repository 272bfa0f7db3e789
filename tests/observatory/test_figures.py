"""Each figure is the length of the list that it opens; exclusive tables sum to the total; nothing of persons is read."""

import random
import re

import pytest
from django.db import IntegrityError, connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from observatory.counting import NOTHING, acting
from observatory.page import Observatory
from observatory.selection import OWN, Selection
from observatory.tables import CROSSINGS
from projects.listing import directory

pytestmark = pytest.mark.django_db
READ = {"directory_listing", "projects_searchentry", "actors_searchentry", "projects_scheme", "network_cache", "observatory_comment"}


def length(url):
    """How many things the list at `url` holds, read by the list itself."""
    path, _, query = url.partition("?")
    if path == "/projets/":
        shown = directory.shown(path, QueryDict(query))
        assert shown.query.errors == [], url
        return shown.total
    assert path == "/observatoire/acteurs/"
    return acting(Selection(QueryDict(query)), 1, 1)[0]


def cells(shown):
    """(figure, its list) of every cell of every table, crossing and heading."""
    for name in ("actors", "projects"):
        yield shown.figures[name].value, shown.figures[name].url
    yield shown.counts.total.granted_known, shown.figures["granted"].url
    yield shown.counts.total.budget_known, shown.figures["budget"].url
    yield shown.multi
    for known in shown.known:
        yield known.total - known.done, known.missing_url
    for table in shown.tables.values():
        for row in table.rows:
            yield row.projects, row.url
            yield row.sum.granted_known, row.granted_url
            yield row.sum.budget_known, row.budget_url
            yield row.actors or 0, row.actors_url
    for name in CROSSINGS:
        crossing = shown.whole_crossing(name)
        yield from ((n, url) for _, _, line in crossing.lines for n, url, _ in line)
        yield from ((shown.counts.by["themes"][t].projects, url) for t, url in themes_of(shown, crossing))


def themes_of(shown, crossing):
    """(theme, its list) of each column."""
    values = {label: value for value, label in shown.selection.labels["themes"].items()}
    return [(values[label], url) for label, url in crossing.columns]


def addresses():
    """Filters drawn by chance, always the same; some of several values, some periods, some of both rules."""
    dice = random.Random(11)
    choices = {
        "pays": ["benin", "mali", "liban", "inconnu"],
        "region-du-monde": ["afrique-de-l-ouest", "inconnu"],
        "theme": ["eau", "forages", "education", "inconnu"],
        "odd": ["4", "6", "inconnu"],
        "dispositif": ["tandems", "inconnu"],
        "college": ["associations", "collectivites"],
        "departement": ["44", "53", "inconnu"],
        "epci": ["244400404", "inconnu"],
        "annee": ["2018", "2019", "inconnu"],
        "etat": ["termine", "en-cours", "inconnu"],
        "budget": ["moins-de-5000", "inconnu"],
        "soutien": ["5000-a-20000", "inconnu"],
        "membres": ["oui"],
    }
    found = ["", "tout=oui", "de=2018&a=2019"]
    for first in choices:  # each filter at least once, some with another
        names = dict.fromkeys([first, *dice.sample(list(choices), dice.choice([0, 0, 1]))])
        chosen = [(name, v) for name in names for v in dice.sample(choices[name], 1)]
        chosen += [(name, dice.choice(choices[name])) for name, _ in chosen if dice.random() < 0.4]
        found.append("&".join(f"{name}={v}" for name, v in [*dict.fromkeys(chosen), *([("tout", "oui")] if dice.random() < 0.3 else [])]))
    return found


@pytest.mark.parametrize("address", addresses())
def test_each_figure_is_the_length_of_its_list(address, observed):
    shown = Observatory(QueryDict(address))
    assert shown.selection.errors == []
    walked = {}
    for figure, url in cells(shown):
        if url and figure:
            walked.setdefault(url, figure)
            assert walked[url] == figure, url
        else:
            assert not figure, "a figure without a list"
    for url, figure in walked.items():
        assert length(url) == figure, url


@pytest.mark.parametrize("address", addresses())
def test_exclusive_tables_sum_to_the_total(address, observed):
    shown = Observatory(QueryDict(address))
    total = shown.counts.total
    for table in shown.tables.values():
        if table.plan.exclusive:
            sums = tuple(map(sum, zip(*(row.sum for row in table.rows), strict=True)))
            assert (sums or NOTHING) == total, table.plan.name
        if table.plan.facet in OWN:
            assert sum(row.actors for row in table.rows) == shown.counts.actors, table.plan.name


def test_the_page_shows_the_figures_that_were_counted(observed, client):
    page = client.get("/observatoire/?pays=benin").content.decode()
    shown = Observatory(QueryDict("pays=benin"))
    assert shown.counts.total.projects == 9
    assert re.search(r'<a href="/projets/\?pays=benin">9</a>', page)
    assert "connu pour" in page
    assert client.get("/projets/?pays=benin").content.decode().count('class="notice') >= 9


def test_an_actor_counts_by_its_projects_completed_or_under_way(make_actor, make_project, world):
    lead, partner, waiting = make_actor("Une"), make_actor("Deux"), make_actor("Trois")
    make_project(lead=lead, progress="termine", partners=[partner])
    make_project(lead=make_actor("Quatre"), progress="en-cours")
    for progress in ("preparation", "suspendu", "annule", ""):
        make_project(lead=waiting, progress=progress)
    assert Observatory(QueryDict()).counts.actors == 3
    every = Observatory(QueryDict("tout=oui")).counts
    assert (every.actors, every.total.projects) == (4, 6)


def test_an_actor_that_is_not_public_is_not_counted(make_actor, make_project):
    make_project(lead=make_actor(state="archived"), progress="termine")
    assert Observatory(QueryDict()).counts.actors == 0


def test_a_period_is_its_years(observed):
    period, years = Observatory(QueryDict("de=2018&a=2019")), Observatory(QueryDict("annee=2018&annee=2019"))
    assert period.counts == years.counts
    assert Observatory(QueryDict("de=1901&a=1902")).selection.errors


def test_few_statements_and_nothing_of_persons(observed, client):
    client.get("/observatoire/?pays=mali")
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/observatoire/?pays=benin").status_code == 200
    assert len(captured) <= 12
    tables = {name for query in captured for name in re.findall(r'(?:FROM|JOIN)\s+"?([a-z]+_[a-z_]+)', query["sql"])}
    assert {name for name in tables - READ if not name.startswith("taxonomy_")} == set()


def test_the_pages_of_tables_and_actors(observed, client):
    shown = Observatory(QueryDict())
    for name in [*shown.tables, *CROSSINGS]:
        page = client.get(f"/observatoire/tableaux/{name}/")
        assert page.status_code == 200
    page = client.get(shown.figures["countries"].url).content.decode()
    assert page.count('<th scope="row"><a href="/projets/') == shown.figures["countries"].value + 1  # and those that name none
    page = client.get(shown.figures["actors"].url).content.decode()
    assert page.count('<a href="/annuaire/observe-') == shown.figures["actors"].value


def test_the_amounts_of_a_person_who_trades_alone_count_nowhere(make_actor, make_project, world, client):
    sole = make_actor("Awa Exemple", slug="awa", college="economie", kind="entreprise", siren="503621526", sole_trader=True)
    place = {"places": [world["benin"]], "progress": "termine"}
    project = make_project("Atelier", slug="atelier", lead=sole, budget=7654321, granted={("Région", 2024): 6543219}, **place)
    make_project("Puits", slug="puits", budget=1000, granted={("Région", 2024): 500}, **place)
    shown = Observatory(QueryDict())
    assert shown.counts.total == (2, 1, 500, 1, 1000)
    assert (shown.table("soutiens").unknown.projects, shown.table("budgets").unknown.projects) == (1, 1)
    addresses = ["/projets/", "/projets/?format=csv", "/api/v1/projets", "/observatoire/"]
    addresses += [f"/observatoire/tableaux/{name}/?format=json" for name in shown.tables]
    said = [b"".join(client.get(address)).decode() for address in addresses]
    assert not [text for text in said if re.search(r"7\s?654\s?321|6\s?543\s?219", text)]
    assert client.get("/api/v1/acteurs/awa").json()["siren"] is None
    sole.sole_trader = False
    sole.save()
    assert Observatory(QueryDict()).counts.total == (2, 2, 6543719, 2, 7655321)
    assert project.tells_amounts


def test_only_a_company_is_a_person(make_actor):
    with pytest.raises(IntegrityError, match="actors_actor_sole_trader_is_company"):
        make_actor(kind="association", sole_trader=True)
