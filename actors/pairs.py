"""Every pair of sheets that may be of one organisation, for the team to look at: one statement over all of them.

The names are those that PostgreSQL keeps for `actors.duplicates`. Two names are compared when they share a word that few sheets
of the same place have; a sheet whose commune is unknown stands in its département. Pairs that were told apart are left out.
"""

from dataclasses import dataclass

from django.db import connection

from actors.models import Actor

LISTED = 0.55  # likeness of names (0 to 1) in one place; what is typed is looked for more broadly, and then judged by who types
FEW = 20  # sheets of a place that may share a word for it to tell them apart
NUMBERS = {"siret": "même SIRET", "siren": "même SIREN", "rna": "même numéro RNA", "uai": "même code UAI"}

FOUND = """
WITH standing AS MATERIALIZED (
    SELECT a.id, a.known_as, a.municipality_id COLLATE "C" AS commune, coalesce(m.department_id, a.department_id) COLLATE "C" AS department,
        coalesce(nullif(a.siren, ''), left(a.siret, 9)) AS siren, a.siret, a.rna, a.uai
    FROM actors_actor a LEFT JOIN taxonomy_municipality m ON m.code = a.municipality_id
    WHERE a.merged_into_id IS NULL
), called AS MATERIALIZED (
    SELECT s.id, s.commune, s.department, part FROM standing s, unnest(string_to_array(btrim(s.known_as, '|'), '|')) AS part
    WHERE part NOT LIKE '~%%' AND length(part) > 2
), words AS MATERIALIZED (
    SELECT DISTINCT c.id, c.department, c.commune, coalesce(c.commune, c.department) AS place, hashtext(word) AS word
    FROM called c, unnest(string_to_array(c.part, ' ')) AS word WHERE length(word) > 2
), rare AS MATERIALIZED (
    SELECT *, count(*) OVER (PARTITION BY place, word) AS holders FROM words WHERE place IS NOT NULL
), met AS (
    SELECT a.id AS one, b.id AS other FROM rare a JOIN rare b ON a.word = b.word AND a.place = b.place AND a.id < b.id
    WHERE a.holders <= %(few)s
    UNION
    SELECT least(a.id, b.id), greatest(a.id, b.id) FROM rare a
    JOIN rare b ON a.word = b.word AND a.department = b.department AND b.commune IS NULL AND a.commune IS NOT NULL
    WHERE a.holders <= %(few)s AND b.holders <= %(few)s
), near AS (
    SELECT met.one, met.other, max(similarity(a.part, b.part)) AS likeness
    FROM met JOIN called a ON a.id = met.one JOIN called b ON b.id = met.other GROUP BY 1, 2
), found AS (
    SELECT one, other, likeness, '' AS number FROM near WHERE likeness >= %(listed)s
    UNION ALL SELECT a.id, b.id, 1, '' FROM called a JOIN called b ON a.part = b.part AND a.id < b.id
    UNION ALL SELECT a.id, b.id, 0, 'siren' FROM standing a JOIN standing b ON a.siren = b.siren AND a.id < b.id WHERE a.siren <> ''
    UNION ALL SELECT a.id, b.id, 0, 'siret' FROM standing a JOIN standing b ON a.siret = b.siret AND a.id < b.id WHERE a.siret <> ''
    UNION ALL SELECT a.id, b.id, 0, 'rna' FROM standing a JOIN standing b ON a.rna = b.rna AND a.id < b.id WHERE a.rna <> ''
    UNION ALL SELECT a.id, b.id, 0, 'uai' FROM standing a JOIN standing b ON a.uai = b.uai AND a.id < b.id WHERE a.uai <> ''
), pairs AS (
    SELECT f.one, f.other, max(f.likeness) AS likeness, array_remove(array_agg(DISTINCT f.number), '') AS numbers
    FROM found f
    WHERE NOT EXISTS (SELECT FROM actors_distinct d WHERE d.first_id = f.one AND d.second_id = f.other)
        AND (%(about)s::bigint IS NULL OR %(about)s IN (f.one, f.other))
    GROUP BY f.one, f.other
)
"""
LIST = """
SELECT one, other, likeness, numbers, count(*) OVER () FROM pairs
ORDER BY cardinality(numbers) > 0 DESC, likeness DESC, one, other LIMIT %(limit)s OFFSET %(offset)s
"""
COUNT = "SELECT count(*) FROM pairs"


@dataclass(frozen=True)
class Pair:
    """Two sheets that may be of one organisation, and why (in French). `certain`: by a number."""

    one: Actor
    other: Actor
    reasons: list
    certain: bool


def count_pairs():
    """How many pairs there are to look at."""
    return _ask(FOUND + COUNT)[0][0]


def possible_pairs(*, limit=None, offset=0, about=None):
    """`(pairs, how many in all)`, the most probable first; `about` an actor, or about them all."""
    rows = _ask(FOUND + LIST, limit=limit, offset=offset, about=about and about.pk)
    keys = {key for one, other, *_ in rows for key in (one, other)}
    sheets = Actor.objects.filter(pk__in=keys).select_related("municipality__department", "department")
    actors = sheets.prefetch_related("countries", "themes", "representations").in_bulk()
    pairs = [_pair(actors[one], actors[other], likeness, numbers) for one, other, likeness, numbers, _ in rows]
    return pairs, rows[0][4] if rows else 0


def _ask(statement, **values):
    values = {"few": FEW, "listed": LISTED, "about": None, **values}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _pair(one, other, likeness, numbers):
    reasons = [words for number, words in NUMBERS.items() if number in numbers]
    if likeness >= LISTED:
        reasons.append("même nom" if likeness == 1 else "nom très proche")
    if one.municipality_id and one.municipality_id == other.municipality_id:
        reasons.append("même commune")
    elif _department(one) and _department(one) == _department(other):
        reasons.append("même département")
    return Pair(one, other, reasons, bool(numbers))


def _department(actor):
    return actor.municipality.department_id if actor.municipality else actor.department_id
