"""The statements of the observatory. They read the search tables of published projects and actors, and nothing of any person."""

import json
from collections import namedtuple
from dataclasses import dataclass

from django.db import connection

from projects.listing import directory

Sum = namedtuple("Sum", "projects granted_known granted budget_known budget")
NOTHING = Sum(0, 0, 0, 0, 0)
SUMS = "count(*), count(granted), coalesce(sum(granted), 0), count(budget), coalesce(sum(budget), 0)"
AMOUNTS = ("granted", "budget")
DOTS = 800  # under the loupe of a map, more would be one stain
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
    total = next((Sum(*numbers) for fact, *numbers in sums if not fact), NOTHING)
    return Counts(total, by, actors, listed, own, reaching, _crossed(selection))


def sheet_facts():
    """SQL of `facet=value` for all that a project `e` is counted under today."""
    return " || ".join(["e.facts", *(facet.facts for facet in directory.facets.values() if facet.facts)])


def _sums(selection):
    """(fact, numbers) of each value of each facet; the fact is empty for all projects together."""
    where, args = selection.where()
    with connection.cursor() as cursor:
        # One scan, which PostgreSQL may share among processes: a common table expression would be read by one alone.
        cursor.execute(
            f"""
            SELECT fact, {SUMS} FROM projects_searchentry e, unnest({sheet_facts()} || '{{""}}'::text[]) fact
            WHERE {where} GROUP BY fact""",
            args,
        )
        return cursor.fetchall()


def _acting(selection):
    """SQL of (project's countries, actor's row `a`), one row a published actor that takes part in a project that makes it count."""
    where, args = selection.whose_projects()
    return f"projects_searchentry e, unnest(e.actor_ids) x JOIN actors_searchentry a ON a.actor_id = x WHERE {where}", args


def _actors(selection):
    """(how many count, {facet: {value: how many}}, {country: how many}, how many the directory has)."""
    where, args = selection.whose_projects()
    own = ", ".join(f"coalesce(a.{name}, 'inconnu') AS {name}" for name in OWN)
    sets = ", ".join(f"({name})" for name in OWN)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH pairs AS MATERIALIZED (
                SELECT DISTINCT x AS id, country FROM projects_searchentry e, unnest(e.actor_ids) x,
                    unnest(CASE WHEN cardinality(e.countries) = 0 THEN '{{inconnu}}' ELSE e.countries END) country WHERE {where}),
            acting AS (SELECT {own} FROM (SELECT DISTINCT id FROM pairs) p JOIN actors_searchentry a ON a.actor_id = p.id)
            SELECT {", ".join(OWN)}, NULL AS country, count(*) FROM acting GROUP BY GROUPING SETS ((), {sets})
            UNION ALL SELECT NULL, NULL, NULL, NULL, country, count(*)
                FROM pairs JOIN actors_searchentry a ON a.actor_id = id GROUP BY country
            UNION ALL SELECT NULL, NULL, NULL, NULL, '', count(*) FROM actors_searchentry""",
            args,
        )
        rows = cursor.fetchall()
    total, found, reaching = 0, {name: {} for name in OWN}, {}
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
            SELECT value, theme, count(*) FROM projects_searchentry e, unnest(e.themes) theme,
                unnest(array_prepend('college=' || e.college, e.countries)) value
            WHERE {where} GROUP BY 1, 2""",
            args,
        )
        found = ((("countries=" + value).rsplit("=", 2)[-2:], theme, n) for value, theme, n in cursor.fetchall())
        return {(facet, value, theme): n for (facet, value), theme, n in found}


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


def listed(selection, size):
    """[(project, département of its lead, card)] by title; where there are more than `size`, those of the largest known supports."""
    where, args = selection.where()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT project_id, department, card FROM (
                SELECT e.project_id, e.department, e.card, e.name_key FROM projects_searchentry e WHERE {where}
                ORDER BY e.granted DESC NULLS LAST, e.name_key, e.project_id LIMIT %s) kept
            ORDER BY name_key, project_id""",
            [*args, size],
        )
        return [(pk, department, json.loads(card) if isinstance(card, str) else card) for pk, department, card in cursor.fetchall()]


def dots(selection):
    """[(collège, longitude, latitude)] of the communes of the actors that count, those of most actors first, at most DOTS."""
    source, args = _acting(selection)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT college, longitude, latitude
            FROM (SELECT DISTINCT a.actor_id, a.college, a.longitude, a.latitude FROM {source} AND a.longitude IS NOT NULL) acting
            GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 1, 2, 3 LIMIT {DOTS}""",
            args,
        )
        return cursor.fetchall()
