"""Synthetic actors in a scratch database: names, presentations and places drawn from real reference data."""

from django.db import connection

NAMES = ["Association", "Comité", "Alliance", "Collectif", "Solidarité", "Amitié", "Cercle", "Maison"]
WORDS = [
    "eau",
    "école",
    "santé",
    "forage",
    "agriculture",
    "jeunesse",
    "culture",
    "énergie",
    "solaire",
    "femmes",
    "droits",
    "microcrédit",
    "patrimoine",
    "sport",
    "formation",
    "bibliothèque",
    "maraîchage",
    "assainissement",
    "numérique",
    "climat",
    "semences",
    "artisanat",
    "hôpital",
    "mobilité",
]

ACTORS = """
INSERT INTO actors_actor (name, acronym, other_names, slug, college, kind, siren, siret, rna, uai, presentation, website, street,
    postcode, municipality_id, place, public_email, public_phone, logo, ways, languages, provenance, source, is_demo, created_at,
    updated_at, state, published_at, refusal_reason)
SELECT (%(names)s::text[])[1 + n %% 8] || ' ' || m.name || ' ' || c.name || ' ' || n, '', '', 'essai-' || n,
    (ARRAY['collectivites', 'associations', 'associations', 'associations', 'enseignement', 'economie'])[1 + n %% 6],
    (ARRAY['commune', 'association', 'comite-de-jumelage', 'fondation', 'lycee', 'entreprise'])[1 + n %% 6],
    '', '', '', '', 'Nous agissons pour ' || (SELECT string_agg((%(words)s::text[])[1 + (n * 7 + k * k * 13) %% 24], ', ')
        FROM generate_series(1, 14) k) || ' avec nos partenaires de ' || c.name || '.',
    '', '', '', m.code, '', '', '', '', ARRAY[(ARRAY['projet', 'ecsi', 'mobilite', 'appui'])[1 + n %% 4]], '{}', 'declared', '', true,
    now(), now() - n * interval '1 minute', 'published', now(), ''
FROM generate_series(%(first)s, %(last)s) n
JOIN (SELECT row_number() OVER (ORDER BY code) - 1 AS r, code, name FROM taxonomy_municipality) m ON m.r = (n * 7919) %% %(communes)s
JOIN (SELECT row_number() OVER (ORDER BY iso3) - 1 AS r, name FROM taxonomy_country WHERE aid_eligible) c ON c.r = (n * 31) %% %(countries)s
"""
COUNTRIES = """
INSERT INTO actors_actor_countries (actor_id, country_id)
SELECT DISTINCT a.id, c.iso3 FROM actors_actor a CROSS JOIN generate_series(0, 2) k
JOIN (SELECT row_number() OVER (ORDER BY iso3) - 1 AS r, iso3 FROM taxonomy_country WHERE aid_eligible) c
    ON c.r = (a.id * 31 + k * k * 17) %% %(countries)s
WHERE a.id > %(seen)s
"""
THEMES = """
INSERT INTO actors_actor_themes (actor_id, theme_id)
SELECT DISTINCT a.id, t.id FROM actors_actor a CROSS JOIN generate_series(0, 2) k
JOIN (SELECT row_number() OVER (ORDER BY id) - 1 AS r, id FROM taxonomy_theme) t ON t.r = (a.id * 11 + k * 29) %% %(themes)s
WHERE a.id > %(seen)s
"""


def fill(total):
    """Bring the scratch database to `total` published actors, with three countries and themes each, and analyse it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM actors_actor")
        first, seen = cursor.fetchone()
        values = {"names": NAMES, "words": WORDS, "first": first, "last": total - 1, "seen": seen}
        for name, table in (
            ("communes", "taxonomy_municipality"),
            ("countries", "taxonomy_country WHERE aid_eligible"),
            ("themes", "taxonomy_theme"),
        ):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            values[name] = cursor.fetchone()[0]
        # One indexing at the end instead of one a statement.
        cursor.execute("SET session_replication_role = replica")
        for statement in (ACTORS, COUNTRIES, THEMES):
            cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("SELECT actors_index(array_agg(id)) FROM actors_actor WHERE id > %s HAVING count(*) > 0", [seen])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
