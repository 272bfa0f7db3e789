"""The lists behind the numbers of a snapshot: the sheets that it counted, named as they are today, and only while they are public."""

import json
from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from actors.models import Actor
from network.directory.facets import UNKNOWN
from observatory.enums import Sort
from projects.listing import directory

SORTS = {"projets": Sort.PROJECT, "acteurs": Sort.ACTOR}
ENTRIES = {Sort.PROJECT: ("projects_searchentry", "project_id"), Sort.ACTOR: ("actors_searchentry", "actor_id")}
PAGES = {Sort.PROJECT: "projects:detail", Sort.ACTOR: "actors:detail"}

TOLD = ("countries", "themes", "progress", "college", "department")  # what a list of sheets says of each


@dataclass(frozen=True)
class Sheet:
    """One sheet of a list. `name` and `url` are empty for one that is no longer public; `merged` says that another stands for it."""

    key: int
    name: str
    url: str
    merged: bool
    old: list
    new: list


def facts_of(values):
    """[["countries=benin", …], …]: what a sheet must carry one of, for each facet of `values`."""
    return [[f"{name}={value}" for value in chosen] for name, chosen in values.items() if chosen]


def asked(data):
    """{facet: values} that a QueryDict asks for."""
    values, _ = directory.filterset.parse(data)
    return {name: values[name] for name in directory.facets if values[name]}


def counted(snapshot, sort, values, size, page):
    """(how many, [Sheet]) of what the snapshot counted under `values`."""
    conditions = facts_of(values)
    where = "snapshot_id = %s AND sort = %s AND counted" + " AND facts && %s::text[]" * len(conditions)
    found = f"SELECT key, '{{}}'::text[] AS old, facts AS new FROM observatory_frozensheet WHERE {where}"
    return named(sort, f"WITH found AS ({found})", [snapshot.pk, sort, *conditions], size, page)


def named(sort, found, args, size, page):
    """(how many, [Sheet]) of the rows (key, old, new) of `found`, a WITH of that name: public ones by name, then the others by key."""
    table, column = ENTRIES[sort]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""{found}
            SELECT (SELECT count(*) FROM found), f.key, n.card ->> 'name', n.card ->> 'slug', f.old, f.new
            FROM found f LEFT JOIN {table} n ON n.{column} = f.key ORDER BY n.name_key, f.key LIMIT %s OFFSET %s""",
            [*args, size, (page - 1) * size],
        )
        rows = cursor.fetchall()
    gone = [key for _, key, name, *_ in rows if name is None] if sort == Sort.ACTOR else []
    others = {actor.pk: actor.merged_into for actor in _merged(gone)} if gone else {}
    sheets = []
    for _, key, name, slug, old, new in rows:
        if other := others.get(key):
            name, slug = other.name, other.slug
        url = reverse(PAGES[sort], args=[slug]) if slug else ""
        sheets.append(Sheet(key, name or "", url, other is not None, old, new))
    return (rows[0][0] if rows else 0), sheets


def _merged(keys):
    return Actor.objects.filter(pk__in=keys, merged_into__in=Actor.objects.published()).select_related("merged_into")


def told(sheet, labels):
    """« Bénin ; eau ; terminé »: how a sheet was classified."""
    pairs = [fact.split("=", 1) for fact in sheet.new if "=" in fact]
    return "\u00a0; ".join(labels.get(name, {}).get(value, value) for wanted in TOLD for name, value in pairs if name == wanted)


def label_of(name, sort):
    """The words of a facet; an actor is classified by what it is itself."""
    label = directory.facets[name].label
    return label.replace(" du porteur", "") if sort == Sort.ACTOR else label


def changed(sort, sheet, labels):
    """[(facet, before, after)] of what differs; for a sheet that began or ceased to count, nothing."""
    if not sheet.old or not sheet.new:
        return []
    found = []
    for name, words in labels.items():
        old, new = ({fact.split("=", 1)[1] for fact in facts if fact.startswith(f"{name}=")} for facts in (sheet.old, sheet.new))
        if old != new:
            before, after = (", ".join(sorted(words.get(value, value) for value in some)) for some in (old - new, new - old))
            found.append((label_of(name, sort), before, after))
    return found


def projects_then(snapshot, countries, size):
    """[(project, département, card)] of the projects that a snapshot counted and that are public: countries, years and amount of then."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT key, card, facts, granted FROM (
                SELECT f.key, e.card, f.facts, CASE WHEN NOT a.sole_trader THEN f.granted END AS granted, e.name_key
                FROM observatory_frozensheet f JOIN projects_searchentry e ON e.project_id = f.key JOIN actors_actor a ON a.id = e.lead_id
                WHERE f.snapshot_id = %s AND f.sort = 'project' AND f.counted
                ORDER BY granted DESC NULLS LAST, e.name_key, f.key LIMIT %s) kept
            ORDER BY name_key, key""",
            [snapshot.pk, size],
        )
        rows = cursor.fetchall()
    return [
        (key, *_then(json.loads(card) if isinstance(card, str) else card, facts, granted, countries)) for key, card, facts, granted in rows
    ]


def _then(card, facts, granted, countries):
    """(département, card) of a project as it was classified."""
    values = {}
    for name, _, value in (fact.partition("=") for fact in facts):
        if value != UNKNOWN:
            values.setdefault(name, []).append(value)
    places = [(value, countries.get(value, value)) for value in values.get("countries", [])]
    department = values.get("department", [None])[0]
    return department, {**card, "granted": granted, "countries": places, "years": sorted(values.get("years", []))}


def actors_then(snapshot, size):
    """[(actor, None, name, slug, collège, place)] of the actors that a snapshot counted and that are public, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT f.key, NULL, a.card ->> 'name', a.card ->> 'slug', a.college, a.card ->> 'place'
            FROM observatory_frozensheet f JOIN actors_searchentry a ON a.actor_id = f.key
            WHERE f.snapshot_id = %s AND f.sort = 'actor' AND f.counted ORDER BY a.name_key, f.key LIMIT %s""",
            [snapshot.pk, size],
        )
        return cursor.fetchall()
