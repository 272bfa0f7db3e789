"""Sheets may be edited while an import writes, and the countries of a public grant raise the version of the directory.

Whatever changes a sheet holds the row of the directory's version until it commits, so that edits follow one another. An import takes
seconds: it says `SET LOCAL portal.touch_later = 'on'`, its sheets are indexed as they come, and it raises the version and learns the
words itself at its very end.
"""

from importlib import import_module

from django.db import migrations

DAYS = import_module("actors.migrations.0008_membership_covers_days").DAYS
TEXTS = "concat_ws(' ', a.name, a.acronym, a.other_names, a.place, a.presentation, m.name)"
REPLACED = (
    (
        "BEGIN\n    IF coalesce",
        "DECLARE\n    later boolean := coalesce(current_setting('portal.touch_later', true), '') = 'on';\n"
        "    moment bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;\nBEGIN\n    IF coalesce",
    ),
    ("    PERFORM directory_touch('actors');\n", "    IF NOT later THEN PERFORM directory_touch('actors'); END IF;\n"),
    (
        f"    PERFORM directory_learn('actors', string_agg({TEXTS}, ' '))\n"
        "        FROM actors_actor a LEFT JOIN taxonomy_municipality m ON m.code = a.municipality_id\n"
        "        WHERE a.id = ANY(ids) AND a.state = 'published' HAVING count(*) > 0;\n",
        "    IF NOT later THEN PERFORM directory_learn('actors', actors_texts(ids)); END IF;\n",
    ),
    (
        "SELECT a.id, l.version, plain(a.name)",
        "SELECT a.id, CASE WHEN later THEN greatest(l.version + 1, moment) ELSE l.version END, plain(a.name)",
    ),
    ("    JOIN directory_listing l ON", "    LEFT JOIN directory_listing l ON"),  # before anything was ever written
)
LATER = DAYS
for old, new in REPLACED:
    if LATER.count(old) != 1:
        raise ValueError(f"actors_index does not say « {old} » once.")
    LATER = LATER.replace(old, new)
ALL_TEXTS = f"""
CREATE FUNCTION actors_texts(ids bigint[]) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(string_agg({TEXTS}, ' '), '')
    FROM actors_actor a LEFT JOIN taxonomy_municipality m ON m.code = a.municipality_id
    WHERE a.id = ANY(ids) AND a.state = 'published'
$$;
"""
TABLE = "actors_publicgrant_countries"
QUERY = "SELECT g.actor_id FROM actors_publicgrant g JOIN changed ON changed.publicgrant_id = g.id"
GRANTS = f"""
CREATE FUNCTION {TABLE}_to_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM actors_index(ARRAY({QUERY})); RETURN NULL; END $$;
CREATE TRIGGER search_insert AFTER INSERT ON {TABLE} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_to_search();
CREATE TRIGGER search_update AFTER UPDATE ON {TABLE} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_to_search();
CREATE TRIGGER search_delete AFTER DELETE ON {TABLE} REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_to_search();
"""


class Migration(migrations.Migration):
    dependencies = [("actors", "0019_reason_of_a_membership"), ("directory", "0003_words_apart")]
    operations = [
        migrations.RunSQL(ALL_TEXTS + LATER, DAYS + "DROP FUNCTION actors_texts(bigint[]);"),
        migrations.RunSQL(GRANTS, f"DROP FUNCTION {TABLE}_to_search() CASCADE;"),
    ]
