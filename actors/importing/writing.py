"""The confirmed lines become sheets, in the transaction of whoever calls, a few thousand at a time so that progress shows.

Countries and themes go in before the sheets that they belong to (PostgreSQL checks at the end): the search table is then
written once a sheet, not three times.

Other sheets may be edited meanwhile. The sheets to complete are held from the start; the version of the directory, which every edit
raises and so waits for, only from the moment when all is written (see migration 0020 of `actors`). Whether one of the new sheets was
made by somebody else in between is asked then, and if so all is taken back and begins again.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from actors.importing.matching import COMPARED, GAPS, SAME, TEXTS
from actors.models import Actor
from network.directory import slugs
from network.imports.kinds import Meanwhile
from network.moderation.enums import State

AT_ONCE = 5_000
CREATED, COMPLETED = "fiche créée|fiches créées", "fiche complétée|fiches complétées"
# Which lines are made into new sheets, and which complete one: the words of `ConfirmForm`.
MADE = """l.batch_id = %(batch)s AND (l.status = 'new' OR (l.status = 'near'
    AND coalesce(nullif(l.decision, ''), %(near)s) = 'create'))"""
FILLING = """l.batch_id = %(batch)s AND l.fills <> '{}' AND ((l.status = 'update' AND %(known)s = 'complete')
    OR (l.status = 'near' AND l.decision = 'complete'))"""
TAKEN = f"""
SELECT l.line, l.name FROM (
    SELECT l.line, l.name, l.slug, row_number() OVER (PARTITION BY l.slug ORDER BY l.line) AS turn
    FROM actors_importedline l WHERE {MADE}
) l LEFT JOIN actors_actor a ON a.slug = l.slug
WHERE a.id IS NOT NULL OR l.turn > 1 OR l.slug = ANY(%(reserved)s) ORDER BY line
"""
RENAMED = """
UPDATE actors_importedline l SET slug = found.slug FROM unnest(%(lines)s::int[], %(slugs)s::text[]) AS found(line, slug)
WHERE l.batch_id = %(batch)s AND l.line = found.line
"""
WITHIN = "l.line BETWEEN %(first)s AND %(last)s"
COUNTRIES = f"""
INSERT INTO actors_actor_countries (actor_id, country_id) SELECT l.made, unnest(l.countries) FROM actors_importedline l
WHERE {MADE} AND {WITHIN} AND l.countries <> '{{}}'
"""
THEMES = f"""
INSERT INTO actors_actor_themes (actor_id, theme_id) SELECT l.made, unnest(l.themes) FROM actors_importedline l
WHERE {MADE} AND {WITHIN} AND l.themes <> '{{}}'
"""
# Columns of a new sheet and where each comes from; those that are not named here get the default of their field.
SAID = {
    "id": "l.made",
    **{name: f"l.{name}" for name in (*TEXTS, "name", "slug", "college", "kind", "place", "founded", "ways", "languages")},
    "municipality_id": "nullif(l.municipality, '')",
    "department_id": "nullif(l.department, '')",
    "provenance": "%(provenance)s",
    "source": "%(source)s",
    "created_at": "%(now)s",
    "updated_at": "%(now)s",
    "state": "%(state)s",
    "published_at": "%(published_at)s",
    "published_by_id": "%(published_by)s",
}
SET = {
    **{name: f"l.{name}" for name in TEXTS},
    "municipality_id": "nullif(l.municipality, '')",
    "place": "l.place",
    "department_id": "nullif(l.department, '')",
    **{name: f"l.{name}" for name in ("founded", "ways", "languages")},
}
GIVEN = [(column, column.removesuffix("_id"), value) for column, value in SET.items()]
ASSIGNED = [
    f"{column} = CASE WHEN '{name}' = ANY(l.fills) AND {GAPS[name]} THEN {value} ELSE a.{column} END" for column, name, value in GIVEN
]
FILLED = f"""
UPDATE actors_actor a SET updated_at = %(now)s, {", ".join(ASSIGNED)}
FROM (SELECT DISTINCT ON (l.target) l.* FROM actors_importedline l WHERE {FILLING} ORDER BY l.target, l.line) l WHERE a.id = l.target
"""
FILLED_LISTS = [
    f"""
INSERT INTO actors_actor_{table} (actor_id, {column}) SELECT l.target, unnest(l.{table})
FROM (SELECT DISTINCT ON (l.target) l.* FROM actors_importedline l WHERE {FILLING} ORDER BY l.target, l.line) l
WHERE '{table}' = ANY(l.fills) ON CONFLICT DO NOTHING
"""
    for table, column in (("countries", "country_id"), ("themes", "theme_id"))
]
TRAIL = """
INSERT INTO audit_entry (at, by_id, verb, content_type_id, object_id, label, changes)
SELECT %(now)s, %(by)s, {verb}, %(type)s, {object}, left({label}, 250), {changes}
"""
TRAIL_MADE = TRAIL.format(verb="'importer'", object="l.made::text", label="l.name", changes="'{}'") + (
    f"FROM actors_importedline l WHERE {MADE} AND {WITHIN}"
)
TRAIL_FILLED = TRAIL.format(
    verb="'compléter par import'", object="l.target::text", label="a.name",
    changes="(SELECT jsonb_object_agg(name, jsonb_build_array(NULL, coalesce(to_jsonb(l) ->> name, ''))) FROM unnest(l.fills) AS name)",
) + (
    "FROM (SELECT DISTINCT ON (l.target) l.* FROM actors_importedline l "
    f"WHERE {FILLING} ORDER BY l.target, l.line) l JOIN actors_actor a ON a.id = l.target"
)  # fmt: skip


HOLD = """
SELECT FROM actors_actor WHERE id IN (SELECT target FROM actors_importedline WHERE batch_id = %s AND target IS NOT NULL)
ORDER BY id FOR NO KEY UPDATE
"""
# Each word once before it is spelled as the search spells it: most come back in every sheet.
WORDS = """
SELECT directory_words(string_agg(word, ' '))
FROM (SELECT DISTINCT word FROM string_to_table(actors_texts(ARRAY({sheets})), ' ') AS word) AS once
"""
WORDS_MADE = WORDS.format(sheets=f"SELECT l.made FROM actors_importedline l WHERE {MADE} AND {WITHIN}")
WORDS_FILLED = WORDS.format(sheets=f"SELECT l.target FROM actors_importedline l WHERE {FILLING}")
LEARN = "INSERT INTO directory_word (listing, word) SELECT 'actors', unnest(%s::text[]) ON CONFLICT DO NOTHING"
MADE_BY_OTHERS = f"""
WITH l AS (SELECT {COMPARED} FROM actors_importedline l WHERE {MADE}), {SAME}
SELECT count(*) FROM found
WHERE NOT EXISTS (SELECT FROM actors_importedline own WHERE own.batch_id = %(batch)s AND own.made = found.id)
"""


def hold(batch):
    """Lock the sheets that lines are about, in the order of their keys as everybody does, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [batch.pk])


def write(batch, seen, told):
    """Write what was confirmed; calls `told(lines)` as it goes. Returns `{word: count}` of what was done.

    `seen`: the version of the directory that the lines were compared with. Raises Meanwhile.
    """
    confirmed, chosen, now = batch.options["confirmed"], batch.options["chosen"], timezone.now()
    public, signed = bool(confirmed.get("publish")), batch.options.get("confirmed_by", batch.by_id)
    values = {
        "batch": batch.pk, "near": confirmed["near"], "known": confirmed["known"], "now": now, "by": signed,
        "provenance": chosen["provenance"], "source": chosen["source"], "reserved": list(Actor.RESERVED_SLUGS),
        "state": State.PUBLISHED if public else State.DRAFT, "published_at": now if public else None,
        "published_by": signed if public else None, "type": ContentType.objects.get_for_model(Actor).pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        # The search table's triggers would go on with the plans that suited a sheet or two.
        cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL portal.touch_later = 'on'")
        _address(cursor, values)
        made, words = _make(cursor, values, told)
        filled = _fill(cursor, values)
        cursor.execute(WORDS_FILLED, values)
        words.update(word for (word,) in cursor.fetchall())
        _show(cursor, values, seen, words)
    return {CREATED: made, COMPLETED: filled}


def _show(cursor, values, seen, words):
    """The end, for which every other edit waits: look whether one came meanwhile, raise the version, learn the words."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what takes time goes before
    cursor.execute("SELECT version FROM directory_listing WHERE name = 'actors' FOR UPDATE")
    found = cursor.fetchone()
    if (found[0] if found else 0) != seen:
        cursor.execute(MADE_BY_OTHERS, values)
        if cursor.fetchone()[0]:
            raise Meanwhile
    cursor.execute("SET LOCAL portal.touch_later = 'off'")
    cursor.execute("SELECT directory_touch('actors')")
    cursor.execute(LEARN, [sorted(words)])


def _sheets():
    """The statement that makes sheets, and the values of the columns that no line says."""
    others = [one for one in Actor._meta.local_concrete_fields if one.column not in SAID and not one.generated]
    defaults = {f"default_{one.column}": one.get_db_prep_save(one.get_default(), connection) for one in others}
    columns = {**SAID, **{one.column: f"%(default_{one.column})s" for one in others}}
    return (
        f"INSERT INTO actors_actor ({', '.join(columns)}) SELECT {', '.join(columns.values())} "
        f"FROM actors_importedline l WHERE {MADE} AND {WITHIN}"
    ), defaults


def _address(cursor, values):
    """Give each new sheet an address of its own."""
    cursor.execute(TAKEN, values)
    if again := cursor.fetchall():
        cursor.execute("SELECT slug FROM actors_actor UNION SELECT slug FROM actors_importedline WHERE batch_id = %(batch)s", values)
        taken, found, last = {slug for (slug,) in cursor.fetchall()}, [], {}
        for _, name in again:
            base = slugs.readable(name)
            number = last.get(base, 1) + 1
            while f"{base}-{number}" in taken:
                number += 1
            last[base] = number
            found.append(f"{base}-{number}")
            taken.add(found[-1])
        cursor.execute(RENAMED, {**values, "lines": [line for line, _ in again], "slugs": found})


def _fill(cursor, values):
    cursor.execute(TRAIL_FILLED, values)
    for statement in FILLED_LISTS:
        cursor.execute(statement, values)
    cursor.execute(FILLED, values)
    return cursor.rowcount


def _make(cursor, values, told):
    cursor.execute("SELECT line FROM actors_importedline WHERE batch_id = %(batch)s ORDER BY line", values)
    lines, made, words = [line for (line,) in cursor.fetchall()], 0, set()
    sheets, defaults = _sheets()
    for start in range(0, len(lines), AT_ONCE):
        some = lines[start : start + AT_ONCE]
        within = {**values, **defaults, "first": some[0], "last": some[-1]}
        for statement in (COUNTRIES, THEMES, sheets):
            cursor.execute(statement, within)
        made += cursor.rowcount
        cursor.execute(TRAIL_MADE, within)
        if values["published_at"]:
            cursor.execute(WORDS_MADE, within)
            words.update(word for (word,) in cursor.fetchall())
        told(start + len(some))
    return made, words
