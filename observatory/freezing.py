"""The figures of the observatory as plain data, and what they counted as rows: what a snapshot keeps."""

from django.db import connection

from observatory.counting import AMOUNTS, OWN, dots, sheet_facts
from observatory.enums import Sort
from observatory.tables import CROSSINGS, PLANS
from projects.enums import COUNTED


def frozen(shown):
    """What an Observatory shows, ready for JSON; observatory/frozen.py reads it back."""
    counts = shown.counts
    return {
        "total": {**_sum(counts.total), "actors": counts.actors, "directory": counts.directory},
        "known": [{"label": known.label, "facet": known.facet, "done": known.done} for known in shown.known],
        "multi": shown.multi[0],
        "tables": [_table(table) for table in shown.tables.values()],
        "dots": [list(dot) for dot in dots(shown.selection)],
        "crossings": [_crossing(name, shown.whole_crossing(name)) for name in CROSSINGS],
    }


def _sum(found):
    """The numbers of a Sum; a sum of amounts of which none is known is null."""
    amounts = {name: float(getattr(found, name)) if getattr(found, f"{name}_known") else None for name in AMOUNTS}
    return {"projects": found.projects, "granted_known": found.granted_known, "budget_known": found.budget_known, **amounts}


def _table(table):
    plan = table.plan
    rows = [{"value": row.value, "label": row.label, "child": row.child, "actors": row.actors, **_sum(row.sum)} for row in table.rows]
    return {**plan.__dict__, "has_actors": table.has_actors, "rows": rows}


def _crossing(name, crossing):
    rows = [
        {"value": value, "label": label, "projects": [n for n, *_ in cells]}
        for value, (label, _, cells) in zip(crossing.values, crossing.lines, strict=True)
    ]
    columns = [{"value": value, "label": label} for value, (label, _) in zip(crossing.themes, crossing.columns, strict=True)]
    facet = CROSSINGS[name][0]
    return {"name": name, "title": crossing.title, "heading": crossing.heading, "facet": facet, "columns": columns, "rows": rows}


def keep_sheets(number):
    """Write a row for each published project and each published actor, as they are classified now; returns whether one is invented."""
    facets = [plan.facet for plan in PLANS.values()]
    kept = f"ARRAY(SELECT fact FROM unnest({sheet_facts()}) fact WHERE split_part(fact, '=', 1) = ANY(%s) ORDER BY fact)"
    own = ", ".join(f"'{name}=' || coalesce(a.{name}, 'inconnu')" for name in OWN)
    rows = f"INSERT INTO observatory_frozensheet (snapshot_id, sort, key, counted, facts, granted, budget) SELECT {int(number)},"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""{rows} '{Sort.PROJECT}', e.project_id, true, {kept}, e.granted, e.budget
            FROM projects_searchentry e ORDER BY e.project_id""",
            [facets],
        )
        cursor.execute(
            f"""
            WITH pairs AS MATERIALIZED (
                SELECT unnest(e.actor_ids) AS id, e.countries FROM projects_searchentry e WHERE e.progress = ANY(%s)),
            acting AS (
                SELECT id, array_agg(DISTINCT 'countries=' || country) AS facts
                FROM pairs, unnest(CASE WHEN cardinality(countries) = 0 THEN '{{inconnu}}' ELSE countries END) country GROUP BY id)
            {rows} '{Sort.ACTOR}', a.actor_id, x.id IS NOT NULL, ARRAY[{own}] || coalesce(x.facts, '{{}}'), NULL, NULL
            FROM actors_searchentry a LEFT JOIN acting x ON x.id = a.actor_id ORDER BY a.actor_id""",
            [list(COUNTED)],
        )
        cursor.execute(
            "SELECT EXISTS (SELECT FROM projects_project WHERE is_demo AND state = 'published') "
            "OR EXISTS (SELECT FROM actors_actor WHERE is_demo AND state = 'published')"
        )
        return cursor.fetchone()[0]
