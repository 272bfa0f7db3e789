"""Lines of a file compared with the directory and with one another, all at once.

The rules are those of `actors.duplicates`, whose thresholds are used, made narrower where nobody looks at each case: a number is
certain; a whole name within one commune is the same organisation; a name nearly the same within one commune, or much the same when
one of the two says no commune, is for a person to say. Two that have different numbers of one sort are never the same.
"""

from django.db import connection

from actors.duplicates import ACRONYM, ENOUGH, ENOUGH_HERE, INITIALS
from actors.models import ImportedLine
from network.directory.versions import version

FRESH = """
UPDATE actors_importedline SET status = 'new', target = NULL, first_line = NULL, fills = '{}', reasons = '{}'
WHERE batch_id = %(batch)s AND status NOT IN ('error', 'new')
"""
COMPARED = "line, acronym, siren, siret, rna, uai, key, municipality, place"
LINES = f"l AS (SELECT {COMPARED} FROM actors_importedline WHERE batch_id = %(batch)s AND status = 'new')"
# Whether `one` and `other` have different numbers of one sort.
APART = """(({one}.siret <> '' AND {other}.siret <> '' AND {one}.siret <> {other}.siret)
    OR ({one}.rna <> '' AND {other}.rna <> '' AND {one}.rna <> {other}.rna)
    OR ({one}.uai <> '' AND {other}.uai <> '' AND {one}.uai <> {other}.uai)
    OR ({one}.siren <> '' AND {other_siren} <> '' AND {one}.siren <> {other_siren}))"""
APART_FROM_LINE = APART.format(one="l", other="f", other_siren="f.siren")
SIREN = "coalesce(nullif(a.siren, ''), left(a.siret, 9))"
APART_FROM_SHEET = APART.format(one="l", other="a", other_siren=SIREN)

REPEATED = f"""
WITH {LINES}, firsts AS (
    SELECT 1 AS rank, 'même numéro SIRET' AS why, siret AS value, min(line) AS line FROM l WHERE siret <> '' GROUP BY 3 HAVING count(*) > 1
    UNION ALL SELECT 2, 'même numéro RNA', rna, min(line) FROM l WHERE rna <> '' GROUP BY 3 HAVING count(*) > 1
    UNION ALL SELECT 3, 'même code UAI', uai, min(line) FROM l WHERE uai <> '' GROUP BY 3 HAVING count(*) > 1
    UNION ALL SELECT 4, 'même numéro SIREN', siren, min(line) FROM l WHERE siren <> '' GROUP BY 3 HAVING count(*) > 1
    UNION ALL SELECT 5, 'même nom, même commune', concat_ws('|', key, municipality, place), min(line) FROM l GROUP BY 3 HAVING count(*) > 1
), found AS (
    SELECT DISTINCT ON (l.line) l.line, f.line AS first_line, firsts.why
    FROM firsts JOIN l AS f ON f.line = firsts.line
    JOIN l ON l.line > f.line AND firsts.value = CASE firsts.rank
        WHEN 1 THEN l.siret WHEN 2 THEN l.rna WHEN 3 THEN l.uai WHEN 4 THEN l.siren
        ELSE concat_ws('|', l.key, l.municipality, l.place) END
    WHERE firsts.rank < 4 OR NOT {APART_FROM_LINE}
    ORDER BY l.line, firsts.rank
)
UPDATE actors_importedline x SET status = 'repeated', first_line = found.first_line,
    reasons = ARRAY[found.why || ' que la ligne ' || found.first_line]
FROM found WHERE x.batch_id = %(batch)s AND x.line = found.line
"""

PARTS = """parts AS (
    SELECT a.id, a.siren, a.siret, a.rna, a.uai, a.municipality_id, a.place, part
    FROM actors_actor a, unnest(string_to_array(btrim(a.known_as, '|'), '|')) AS part WHERE a.merged_into_id IS NULL
)"""
# Sheets that are the same organisation as a line of `l`, and why.
SAME = f"""{PARTS},
found AS (
    SELECT l.line, a.id, 1 AS rank, 'même numéro SIRET' AS why FROM l JOIN actors_actor a ON a.siret = l.siret WHERE l.siret <> ''
    UNION ALL SELECT l.line, a.id, 2, 'même numéro RNA' FROM l JOIN actors_actor a ON a.rna = l.rna WHERE l.rna <> ''
    UNION ALL SELECT l.line, a.id, 3, 'même code UAI' FROM l JOIN actors_actor a ON a.uai = l.uai WHERE l.uai <> ''
    UNION ALL SELECT l.line, a.id, 4, 'même numéro SIREN' FROM l JOIN actors_actor a ON {SIREN} = l.siren
        WHERE l.siren <> '' AND NOT {APART_FROM_SHEET}
    UNION ALL SELECT l.line, a.id, 5, 'même nom, même commune' FROM l JOIN parts a ON a.part = l.key
        AND coalesce(a.municipality_id, '') = l.municipality AND plain(a.place) = plain(l.place) WHERE NOT {APART_FROM_SHEET}
)"""
KNOWN = f"""
WITH {LINES}, {SAME}, best AS (  -- a number of a sheet that was merged leads to the sheet that took it in
    SELECT DISTINCT ON (found.line) found.line, coalesce(a.merged_into_id, a.id) AS id, found.why
    FROM found JOIN actors_actor a ON a.id = found.id ORDER BY found.line, found.rank, found.id
),
firsts AS (SELECT line, id, why, min(line) OVER (PARTITION BY id) AS first_line FROM best)
UPDATE actors_importedline x SET target = firsts.id,
    status = CASE WHEN firsts.line = firsts.first_line THEN 'known' ELSE 'repeated' END,
    first_line = nullif(firsts.first_line, firsts.line),
    reasons = ARRAY[CASE WHEN firsts.line = firsts.first_line THEN firsts.why ELSE 'même fiche que la ligne ' || firsts.first_line END]
FROM firsts WHERE x.batch_id = %(batch)s AND x.line = firsts.line
"""

# « Here » is one commune, or one town outside the region; a sheet or a line without either may be anywhere.
LIKE_HERE = f"""CASE WHEN a.part = '~' || l.key THEN {INITIALS} WHEN left(a.part, 1) = '~' THEN 0
    ELSE greatest(similarity(a.part, l.key), CASE WHEN l.short <> '' AND a.part = l.short THEN {ACRONYM} ELSE 0 END) END"""
LIKE_ANYWHERE = f"CASE WHEN left(a.part, 1) <> '~' AND similarity(a.part, l.key) >= {ENOUGH} THEN similarity(a.part, l.key) ELSE 0 END"
ANYWHERE = "'nom ' || CASE WHEN a.part = l.key THEN 'identique' ELSE 'voisin' END || ', commune inconnue'"
NEAR = f"""
WITH l AS (SELECT {COMPARED}, CASE WHEN acronym <> '' THEN actors_key(acronym) ELSE '' END AS short
    FROM actors_importedline WHERE batch_id = %(batch)s AND status = 'new'), {PARTS},
found AS (
    SELECT l.line, a.id, {LIKE_HERE} AS likeness, 'nom voisin, même commune' AS why
    FROM l JOIN parts a ON a.municipality_id = l.municipality WHERE l.municipality <> '' AND NOT {APART_FROM_SHEET}
    UNION ALL SELECT l.line, a.id, {LIKE_HERE}, 'nom voisin, même ville'
    FROM l JOIN parts a ON plain(a.place) = plain(l.place) WHERE l.place <> '' AND NOT {APART_FROM_SHEET}
    UNION ALL SELECT l.line, a.id, {LIKE_ANYWHERE}, {ANYWHERE}
    FROM l JOIN parts a ON a.municipality_id IS NULL AND a.place = ''
    WHERE NOT (l.municipality = '' AND l.place = '') AND NOT {APART_FROM_SHEET}
    UNION ALL SELECT l.line, a.id, {LIKE_ANYWHERE}, {ANYWHERE}
    FROM l JOIN LATERAL (SELECT s.*, part FROM actors_actor s, unnest(string_to_array(btrim(s.known_as, '|'), '|')) AS part
        WHERE s.merged_into_id IS NULL AND s.known_as %%> l.key) a ON true
    WHERE l.municipality = '' AND l.place = '' AND NOT {APART_FROM_SHEET}
), best AS (SELECT DISTINCT ON (line) line, id, why FROM found WHERE likeness >= {ENOUGH_HERE} ORDER BY line, likeness DESC, id)
UPDATE actors_importedline x SET target = best.id, status = 'near', reasons = ARRAY[best.why]
FROM best WHERE x.batch_id = %(batch)s AND x.line = best.line
"""

# What a sheet leaves empty and the line says: (column of the line, condition on the sheet `a`).
TEXTS = ("acronym", "other_names", "siren", "siret", "rna", "uai", "presentation", "website", "street", "postcode", "public_email",
         "public_phone")  # fmt: skip
GAPS = {
    **{name: f"l.{name} <> '' AND a.{name} = ''" for name in TEXTS},
    "municipality": "l.municipality <> '' AND a.municipality_id IS NULL AND a.place = ''",
    "place": "l.place <> '' AND a.municipality_id IS NULL AND a.place = ''",
    "department": "l.department <> '' AND a.municipality_id IS NULL AND a.place = '' AND a.department_id IS NULL",
    "founded": "l.founded IS NOT NULL AND a.founded IS NULL",
    "ways": "cardinality(l.ways) > 0 AND cardinality(a.ways) = 0",
    "languages": "cardinality(l.languages) > 0 AND cardinality(a.languages) = 0",
    "countries": "cardinality(l.countries) > 0 AND NOT EXISTS (SELECT FROM actors_actor_countries c WHERE c.actor_id = a.id)",
    "themes": "cardinality(l.themes) > 0 AND NOT EXISTS (SELECT FROM actors_actor_themes t WHERE t.actor_id = a.id)",
}
GAPS["siren"] += " AND (a.siret = '' OR left(a.siret, 9) = l.siren)"
GAPS["siret"] += " AND (a.siren = '' OR a.siren = left(l.siret, 9))"
FILLS = f"""
UPDATE actors_importedline x SET fills = found.fills,
    status = CASE WHEN x.status = 'known' AND found.fills <> '{{}}' THEN 'update' ELSE x.status END
FROM (
    SELECT l.line, array_remove(ARRAY[{", ".join(f"CASE WHEN {gap} THEN '{name}' END" for name, gap in GAPS.items())}], NULL) AS fills
    FROM actors_importedline l JOIN actors_actor a ON a.id = l.target
    WHERE l.batch_id = %(batch)s AND l.status IN ('known', 'near')
) found WHERE x.batch_id = %(batch)s AND x.line = found.line
"""
LOOKED_AT = "ANALYZE actors_importedline (batch_id, line, status, key, siren, siret, rna, uai, municipality, place)"


def match(batch, again=False):
    """Give each line of `batch` that is not simply new its status; returns the version of the directory that it was compared with."""
    seen = version("actors")
    lines = ImportedLine.objects.filter(batch=batch)
    chosen = dict(lines.filter(decision="complete").values_list("line", "target"))
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL pg_trgm.word_similarity_threshold = {ENOUGH}")
        for statement in [*([FRESH] if again else []), LOOKED_AT, REPEATED, KNOWN, NEAR, FILLS]:
            cursor.execute(statement, {"batch": batch.pk})
    # Somebody chose to complete one sheet: another that looks near today is not the one they looked at.
    now = dict(lines.filter(line__in=chosen).values_list("line", "target"))
    lines.filter(line__in=[line for line, target in chosen.items() if now[line] != target]).update(decision="skip")
    return seen
