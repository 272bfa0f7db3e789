"""Synthetic projects in a scratch database: as uneven as real ones, and as silent.

A few actors lead many projects, a few countries have most, recent years more than old ones; a third of the sheets know no theme,
half no amount. Chance is the same each time.
"""

from django.core.management import call_command
from django.db import connection

from bench.fill import WORDS

TOWNS = ["Nord", "Centre", "Sud", "Grand-Marché", "Lac", "Port", "Plateau", "Vallée", "Les Collines", "Vieux-Bourg"]
FUNDERS = ["Région", "Ministère", "Département", "Métropole", "Agence de l’eau", "Agence française", "Fondation", "Europe", "Commune"]

# One row a project with all that chance decides of it; powers of a number between 0 and 1 make the first choices the common ones.
DRAW = """
CREATE TEMP TABLE draw AS SELECT n, floor(%(actors)s * power(random(), 2.2))::int AS lead, random() AS placed, random() AS spread,
    random() AS themed, random() AS dated, random() AS progress, random() AS budget, random() AS funded, random() AS joined,
    random() AS abroad, 2026 - floor(26 * power(random(), 1.8))::int AS year, floor(3.4 * power(random(), 2))::int AS lasting,
    exp(7 + 5 * random())::numeric(12, 2) AS euros, random() AS chance
FROM generate_series(%(first)s, %(last)s) n"""
LEADS = """
CREATE TEMP TABLE who AS SELECT row_number() OVER (ORDER BY (id * 7919) %% 20011, id) - 1 AS r, id FROM actors_actor"""
MEMBERS = """
INSERT INTO actors_membership (actor_id, year, state, is_demo, reason)
SELECT id, 2026, 'paid', true, '' FROM actors_actor WHERE id %% 40 = 0 ON CONFLICT DO NOTHING"""
ABROAD = """
INSERT INTO projects_partnerorganisation (name, town, website, is_demo, created_at, updated_at, country_id)
SELECT 'Union ' || c.name || ' ' || n, '', '', true, now(), now(), c.iso3 FROM generate_series(1, %(last)s / 20) n
JOIN (SELECT row_number() OVER (ORDER BY iso3) - 1 AS r, iso3, name FROM taxonomy_country WHERE aid_eligible) c ON c.r = n %% %(countries)s
WHERE NOT EXISTS (SELECT FROM projects_partnerorganisation)"""
PROJECTS = """
INSERT INTO projects_project (state, published_at, refusal_reason, title, slug, summary, description, title_en, summary_en, starts_on,
    ends_on, progress, progress_note, budget, seeks_partners, partners_sought, provenance, source, is_demo, created_at, updated_at, lead_id)
SELECT 'published', now(), '', initcap((%(words)s::text[])[1 + n %% 24]) || ' et ' || (%(words)s::text[])[1 + (n / 24) %% 24] || ' ' || n,
    'mesure-' || n, 'Avec les habitants, ' || (%(words)s::text[])[1 + (n * 7) %% 24] || ' pour tous.',
    (SELECT string_agg((%(words)s::text[])[1 + ((n * 13 + k * k * 7) %% 24)], ', ') FROM generate_series(1, 40) k), '', '',
    CASE WHEN dated < 0.8 THEN make_date(year, 1 + n %% 12, 1) END,
    CASE WHEN dated < 0.7 THEN make_date(year + lasting, 1 + n %% 12, 28) END,
    CASE WHEN progress < 0.12 THEN '' WHEN progress < 0.68 THEN 'termine' WHEN progress < 0.88 THEN 'en-cours'
        WHEN progress < 0.95 THEN 'preparation' WHEN progress < 0.98 THEN 'annule' ELSE 'suspendu' END,
    '', CASE WHEN budget < 0.4 THEN euros END, chance < 0.06, '', CASE WHEN chance < 0.7 THEN 'public_record' ELSE 'declared' END, '', true,
    now(), now() - n * interval '1 minute', who.id
FROM draw JOIN who ON who.r = draw.lead"""
MADE = "CREATE TEMP TABLE made AS SELECT p.id, d.* FROM draw d JOIN projects_project p ON p.slug = 'mesure-' || d.n"
PLACES = """
INSERT INTO projects_place (project_id, country_id, town, longitude, latitude)
SELECT m.id, c.iso3, CASE WHEN m.spread < 0.5 THEN (%(towns)s::text[])[1 + (m.n + k) %% 10] ELSE '' END,
    CASE WHEN m.spread < 0.3 THEN 0.99 * c.longitude + 3 * (m.chance - 0.5) END,
    CASE WHEN m.spread < 0.3 THEN 0.98 * c.latitude + 3 * (m.themed - 0.5) END
FROM made m CROSS JOIN generate_series(0, 2) k
JOIN (SELECT row_number() OVER (ORDER BY md5(iso3)) - 1 AS r, iso3, longitude, latitude FROM taxonomy_country
    WHERE aid_eligible AND longitude IS NOT NULL) c ON c.r = floor(%(placed)s * power(CASE k WHEN 0 THEN m.spread WHEN 1 THEN m.themed
        ELSE m.chance END, 3))::int
WHERE m.placed > 0.08 AND (k = 0 OR (k = 1 AND m.placed > 0.8) OR (k = 2 AND m.placed > 0.96)) ON CONFLICT DO NOTHING"""
THEMES = """
INSERT INTO projects_project_themes (project_id, theme_id)
SELECT DISTINCT m.id, t.id FROM made m CROSS JOIN generate_series(0, 2) k
JOIN (SELECT row_number() OVER (ORDER BY md5(slug)) - 1 AS r, id FROM taxonomy_theme) t ON t.r = floor(%(themes)s * power(CASE k
    WHEN 0 THEN m.chance WHEN 1 THEN m.progress ELSE m.placed END, 1.6))::int
WHERE m.themed > 0.3 AND (k = 0 OR (k = 1 AND m.themed > 0.65) OR (k = 2 AND m.themed > 0.9))"""
GOALS = """
INSERT INTO projects_project_goals (project_id, goal_id)
SELECT DISTINCT m.id, g.number FROM made m CROSS JOIN generate_series(0, 1) k JOIN taxonomy_goal g ON g.number = 1 + (m.n * 5 + k * 7) %% 17
WHERE m.budget > 0.85"""
PARTNERS = """
INSERT INTO projects_partnership (project_id, actor_id, role, status, reason)
SELECT DISTINCT ON (m.id, w.id) m.id, w.id, 'autre', (ARRAY['declared', 'confirmed', 'confirmed', 'asked'])[1 + (m.n + k) %% 4], ''
FROM made m CROSS JOIN generate_series(1, 3) k
JOIN who w ON w.r = floor(%(actors)s * power(CASE k WHEN 1 THEN m.abroad WHEN 2 THEN m.chance ELSE m.dated END, 2))::int
WHERE m.joined < 0.3 / k AND w.r <> m.lead"""
OTHERS = """
INSERT INTO projects_partnership (project_id, organisation_id, role, status, reason)
SELECT m.id, o.id, 'local', 'declared', '' FROM made m
JOIN (SELECT row_number() OVER (ORDER BY id) - 1 AS r, id FROM projects_partnerorganisation) o ON o.r = m.n %% (%(last)s / 20)
WHERE m.abroad < 0.35"""
FUNDINGS = """
INSERT INTO projects_funding (project_id, funder, year, scheme_id)
SELECT m.id, (%(funders)s::text[])[1 + floor(9 * power(CASE k WHEN 0 THEN m.chance ELSE m.joined END, 2))::int], m.year + k, s.id
FROM made m CROSS JOIN generate_series(0, 1) k
LEFT JOIN (SELECT row_number() OVER (ORDER BY id) - 1 AS r, id FROM projects_scheme WHERE state = 'published') s
    ON m.budget < 0.6 AND s.r = (m.n + k) %% 7
WHERE m.funded < 0.5 - 0.35 * k"""
FIGURES = """
INSERT INTO projects_fundingfigure (funding_id, kind, amount, origin, source, source_key, retained)
SELECT x.id, kind, (m.euros * CASE kind WHEN 'asked' THEN 0.9 WHEN 'granted' THEN 0.5 ELSE 0.4 END)::numeric(12, 2),
    'open_data', 'Mesure', '', kind <> 'granted' OR m.dated > 0.03
FROM projects_funding x JOIN made m ON m.id = x.project_id, unnest(ARRAY['asked', 'granted', 'paid']) kind
WHERE kind = 'granted' AND m.progress < 0.9 OR kind = 'asked' AND m.placed < 0.3 OR kind = 'paid' AND m.placed > 0.6"""
STATEMENTS = (LEADS, MEMBERS, ABROAD, DRAW, PROJECTS, MADE, PLACES, THEMES, GOALS, PARTNERS, OTHERS, FUNDINGS, FIGURES)
SIZES = {
    "actors": "actors_actor",
    "countries": "taxonomy_country WHERE aid_eligible",
    "placed": "taxonomy_country WHERE aid_eligible AND longitude IS NOT NULL",
    "themes": "taxonomy_theme",
}


def fill_projects(total):
    """Add `total` published projects led by the actors that are there, with what goes with them, and analyse the database."""
    call_command("load_schemes", verbosity=0)
    with connection.cursor() as cursor:
        values = {"words": WORDS, "towns": TOWNS, "funders": FUNDERS, "first": 1, "last": total}
        for name, table in SIZES.items():
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            values[name] = cursor.fetchone()[0]
        cursor.execute("SET session_replication_role = replica; SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT setseed(0.42)")
        for statement in STATEMENTS:
            cursor.execute(statement, values)
            cursor.execute("ANALYZE")
        cursor.execute("DROP TABLE draw, who, made; SET session_replication_role = origin; RESET max_parallel_workers_per_gather")
        cursor.execute("SELECT actors_index(array_agg(id)) FROM actors_actor WHERE id % 40 = 0")
        cursor.execute("SELECT projects_index(array_agg(id)) FROM projects_project")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
