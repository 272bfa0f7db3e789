"""The statements of the observatory. They read the search tables of published projects and actors, and nothing of any person."""

from collections import namedtuple
from dataclasses import dataclass

from django.db import connection

from projects.listing import directory

Sum = namedtuple("Sum", "projects granted_known granted budget_known budget")
NOTHING = Sum(0, 0, 0, 0, 0)
SUMS = "count(*), count(granted), coalesce(sum(granted), 0), count(budget), coalesce(sum(budget), 0)"
AMOUNTS = ("granted", "budget")
OWN = ("college", "kind", "department", "intercommunality")


@dataclass(frozen=True)
class Counts:
    """What a selection holds.

    `total` and `by[facet][value]` are Sums; `actors` how many actors count, `own[facet][value]` how many by what they are themselves;
    `reaching[country]` how many act there; `crossed[(facet, value, theme)]` how many projects are both.
    """

    total: Sum
    by: dict
    actors: int
    directory: int
    own: dict
    reaching: dict
    crossed: dict


def count(selection):
    """The Counts of a Selection, in three statements."""
    sums = _sums(selection)
    actors, own, reaching, listed = _actors(selection)
    by = {name: {} for name in directory.facets}
    for fact, *numbers in sums:
        if fact:
            name, value = fact.split("=", 1)
            by[name][value] = Sum(*numbers)
    total = next(Sum(*numbers) for fact, *numbers in sums if not fact)
    return Counts(total, by, actors, listed, own, reaching, _crossed(selection))


def sheet_facts():
    """SQL of `facet=value` for all that a project `e` is counted under today."""
    return " || ".join(["e.facts", *(facet.facts for facet in directory.facets.values() if facet.facts)])


def _sums(selection):
    """(fact, numbers) of each value of each facet; the fact is empty for all projects together."""
    where, args = selection.where()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH kept AS MATERIALIZED (SELECT {sheet_facts()} AS facts, e.granted, e.budget FROM projects_searchentry e WHERE {where})
            SELECT '', {SUMS} FROM kept UNION ALL SELECT fact, {SUMS} FROM kept, unnest(facts) fact GROUP BY fact""",
            args,
        )
        return cursor.fetchall()


def _acting(selection):
    """SQL of (project's countries, actor's row `a`), one row a published actor that takes part in a project that makes it count."""
    where, args = selection.whose_projects()
    return f"projects_searchentry e, unnest(e.actor_ids) x JOIN actors_searchentry a ON a.actor_id = x WHERE {where}", args


def _actors(selection):
    """(how many count, {facet: {value: how many}}, {country: how many}, how many the directory has)."""
    source, args = _acting(selection)
    own = ", ".join(f"coalesce(a.{name}, 'inconnu') AS {name}" for name in OWN)
    sets = ", ".join(f"({name})" for name in OWN)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH pairs AS MATERIALIZED (SELECT a.actor_id, e.countries, {own} FROM {source}),
            acting AS (SELECT DISTINCT actor_id, {", ".join(OWN)} FROM pairs)
            SELECT {", ".join(OWN)}, NULL AS country, count(*) FROM acting GROUP BY GROUPING SETS ((), {sets})
            UNION ALL SELECT NULL, NULL, NULL, NULL, country, count(DISTINCT actor_id) FROM pairs,
                unnest(CASE WHEN cardinality(countries) = 0 THEN '{{inconnu}}' ELSE countries END) country GROUP BY country
            UNION ALL SELECT NULL, NULL, NULL, NULL, '', count(*) FROM actors_searchentry""",
            args,
        )
        rows = cursor.fetchall()
    total, found, reaching, listed = 0, {name: {} for name in OWN}, {}, 0
    for *values, country, n in rows:
        if country is not None:
            reaching[country] = n
        elif not any(values):
            total = n
        for name, value in zip(OWN, values, strict=True):
            if value:
                found[name][value] = n
    listed = reaching.pop("", 0)
    return total, found, reaching, listed


def _crossed(selection):
    """{(facet, value, theme): number of projects}."""
    where, args = selection.where()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH kept AS MATERIALIZED (SELECT e.college, e.countries, e.themes FROM projects_searchentry e WHERE {where})
            SELECT 'countries', country, theme, count(*) FROM kept, unnest(countries) country, unnest(themes) theme GROUP BY 2, 3
            UNION ALL SELECT 'college', college, theme, count(*) FROM kept, unnest(themes) theme GROUP BY 2, 3""",
            args,
        )
        return {(facet, value, theme): n for facet, value, theme, n in cursor.fetchall()}


def acting(selection, size, page):
    """(total, [(actor, number of projects, card)]) of the actors that count, those of most projects first."""
    source, args = _acting(selection)
    for name, value in selection.own.items():
        source += f" AND coalesce(a.{name}, 'inconnu') = %s"
        args = [*args, value]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH found AS (SELECT a.actor_id, count(*) AS n FROM {source} GROUP BY 1)
            SELECT (SELECT count(*) FROM found), a.actor_id, f.n, a.card ->> 'name', a.card ->> 'slug', a.college, a.card ->> 'place'
            FROM found f JOIN actors_searchentry a USING (actor_id) ORDER BY f.n DESC, a.name_key, a.actor_id LIMIT %s OFFSET %s""",
            [*args, size, (page - 1) * size],
        )
        rows = cursor.fetchall()
    return (rows[0][0] if rows else 0), [row[1:] for row in rows]


def dots(selection):
    """[(collège, longitude, latitude)] of the communes of the actors that count, those of most actors first."""
    source, args = _acting(selection)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT a.college, a.longitude, a.latitude FROM {source} AND a.longitude IS NOT NULL
            GROUP BY 1, 2, 3 ORDER BY count(DISTINCT a.actor_id) DESC, 1, 2, 3""",
            args,
        )
        return cursor.fetchall()
