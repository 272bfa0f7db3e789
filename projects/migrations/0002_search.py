"""The search table of the projects, kept true by PostgreSQL itself; the observatory counts in it too.

Whatever changes a project, its partners, its money, its lead or a reference table changes its entry in the same
transaction; a project that is not published has no entry.
"""

from django.db import migrations

from network.directory.indexing import facts, forget, triggers

COLUMNS = [
    "version", "name_key", "lead_id", "actor_ids", "college", "colleges", "kind", "department", "intercommunality", "countries",
    "regions", "themes", "goals", "schemes", "progress", "years", "multi", "seeking", "budget_bracket", "support_bracket", "budget",
    "granted", "member_days", "freshness", "longitude", "latitude", "vector", "card",
]  # fmt: skip
ONE = ["college", "kind", "department", "intercommunality", "progress", "multi", "seeking", "budget_bracket", "support_bracket"]
MANY = ["countries", "regions", "themes", "goals", "schemes", "years"]

BRACKET = """
CREATE FUNCTION projects_bracket(amount numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN amount IS NULL THEN 'inconnu' WHEN amount < 5000 THEN 'moins-de-5000' WHEN amount < 20000 THEN '5000-a-20000'
        WHEN amount < 100000 THEN '20000-a-100000' ELSE '100000-et-plus' END
$$;
ALTER TABLE projects_searchentry ADD CONSTRAINT projects_searchentry_project
    FOREIGN KEY (project_id) REFERENCES projects_project (id) ON DELETE CASCADE;
"""

INDEX = f"""
CREATE FUNCTION projects_index(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(cardinality(ids), 0) = 0 THEN RETURN; END IF;
    PERFORM directory_touch('projects');
    DELETE FROM projects_searchentry e WHERE e.project_id = ANY(ids)
        AND NOT EXISTS (SELECT FROM projects_project p WHERE p.id = e.project_id AND p.state = 'published');
    PERFORM directory_learn('projects', string_agg(concat_ws(' ', p.title, p.title_en, p.summary, p.description, a.name, a.acronym), ' '))
        FROM projects_project p JOIN actors_actor a ON a.id = p.lead_id
        WHERE p.id = ANY(ids) AND p.state = 'published' HAVING count(*) > 0;
    INSERT INTO projects_searchentry (project_id, {", ".join(COLUMNS)})
    SELECT p.id, l.version, plain(p.title), a.id, array_prepend(a.id, coalesce(w.actors, '{{}}')), a.college,
        ARRAY(SELECT DISTINCT unnest(array_prepend(a.college::text, w.colleges)) ORDER BY 1), a.kind, d.code, m.intercommunality_id,
        coalesce(c.slugs, '{{}}'), coalesce(c.regions, '{{}}'), coalesce(t.slugs, '{{}}'), coalesce(g.goals, t.goals, '{{}}'),
        coalesce(f.schemes, '{{}}'), coalesce(nullif(p.progress, ''), 'inconnu'), coalesce(y.years, '{{}}'),
        CASE WHEN w.colleges <> ARRAY[a.college::text] THEN 'oui' ELSE 'non' END, CASE WHEN p.seeks_partners THEN 'oui' ELSE 'non' END,
        projects_bracket(p.budget), projects_bracket(f.granted), p.budget, f.granted, coalesce(s.days, '{{}}'),
        coalesce(p.confirmed_at, p.updated_at), coalesce(c.longitude, c.country_longitude), coalesce(c.latitude, c.country_latitude),
        setweight(to_tsvector('french_plain', concat_ws(' ', p.title, p.title_en)), 'A')
            || setweight(to_tsvector('french_plain', concat_ws(' ', a.name, a.acronym, c.names, c.towns, t.names, f.names)), 'B')
            || setweight(to_tsvector('french_plain', concat_ws(' ', p.summary, p.description, p.summary_en, w.names)), 'C'),
        jsonb_build_object('slug', p.slug, 'name', p.title, 'summary', left(p.summary, 240), 'college', a.college,
            'lead', jsonb_build_object('name', a.name, 'slug', CASE WHEN a.state = 'published' THEN a.slug END),
            'place', coalesce(c.label, ''), 'countries', coalesce(c.pairs, '[]'), 'themes', coalesce(t.pairs, '[]'), 'partners', coalesce(w.count, 0),
            'progress', p.progress, 'years', coalesce(y.years, '{{}}'), 'multi', coalesce(w.colleges <> ARRAY[a.college::text], false),
            'seeking', p.seeks_partners, 'budget', p.budget, 'granted', f.granted, 'schemes', coalesce(f.pairs, '[]'),
            'demo', p.is_demo, 'provenance', p.provenance, 'source', p.source, 'confirmed', p.confirmed_at)
    FROM projects_project p
    JOIN actors_actor a ON a.id = p.lead_id
    JOIN directory_listing l ON l.name = 'projects'
    LEFT JOIN taxonomy_municipality m ON m.code = a.municipality_id
    LEFT JOIN taxonomy_department d ON d.code = coalesce(m.department_id, a.department_id)
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT k.slug::text) AS slugs, string_agg(DISTINCT k.name, ' ') AS names, string_agg(x.town, ' ') AS towns,
            array_agg(DISTINCT k.region_slug::text) FILTER (WHERE k.region_slug <> '') AS regions,
            (SELECT jsonb_agg(jsonb_build_array(o.slug, o.name) ORDER BY plain(o.name)) FROM taxonomy_country o
                WHERE o.iso3 IN (SELECT country_id FROM projects_place z WHERE z.project_id = p.id)) AS pairs,
            (array_agg(x.longitude ORDER BY x.longitude IS NULL, x.id))[1] AS longitude,
            (array_agg(x.latitude ORDER BY x.longitude IS NULL, x.id))[1] AS latitude,
            (array_agg(k.longitude ORDER BY x.id))[1] AS country_longitude, (array_agg(k.latitude ORDER BY x.id))[1] AS country_latitude,
            (array_agg(coalesce(nullif(x.town, ''), k.name) ORDER BY x.longitude IS NULL, x.id))[1] AS label
        FROM projects_place x JOIN taxonomy_country k ON k.iso3 = x.country_id WHERE x.project_id = p.id
    ) c ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT th.slug::text) AS slugs, string_agg(DISTINCT th.name, ' ') AS names,
            array_agg(DISTINCT tg.goal_id::text) FILTER (WHERE tg.goal_id IS NOT NULL) AS goals,
            jsonb_agg(DISTINCT jsonb_build_array(chosen.slug, chosen.name)) AS pairs
        FROM projects_project_themes x
        JOIN taxonomy_theme chosen ON chosen.id = x.theme_id
        JOIN taxonomy_theme th ON th.id IN (chosen.id, chosen.parent_id)
        LEFT JOIN taxonomy_theme_goals tg ON tg.theme_id = chosen.id
        WHERE x.project_id = p.id
    ) t ON true
    LEFT JOIN LATERAL (SELECT array_agg(x.goal_id::text) AS goals FROM projects_project_goals x WHERE x.project_id = p.id) g ON true
    LEFT JOIN LATERAL (
        SELECT count(*) AS count, array_agg(DISTINCT o.id) FILTER (WHERE o.id IS NOT NULL) AS actors,
            coalesce(array_agg(DISTINCT o.college::text) FILTER (WHERE o.id IS NOT NULL AND o.college <> a.college), '{{}}')
                || ARRAY[a.college::text] AS colleges,
            string_agg(coalesce(o.name, z.name), ' ') AS names
        FROM projects_partnership x
        LEFT JOIN actors_actor o ON o.id = x.actor_id AND o.state = 'published' AND o.id <> a.id
        LEFT JOIN projects_partnerorganisation z ON z.id = x.organisation_id
        WHERE x.project_id = p.id AND x.status IN ('declared', 'confirmed')
    ) w ON true
    LEFT JOIN LATERAL (
        SELECT sum(q.amount) FILTER (WHERE q.kind = 'granted' AND q.retained) AS granted,
            array_agg(DISTINCT h.slug::text) FILTER (WHERE h.state = 'published') AS schemes,
            string_agg(DISTINCT concat_ws(' ', x.funder, h.name, h.acronym), ' ') AS names,
            jsonb_agg(DISTINCT jsonb_build_array(h.slug, coalesce(nullif(h.acronym, ''), h.name))) FILTER (WHERE h.state = 'published') AS pairs
        FROM projects_funding x
        LEFT JOIN projects_scheme h ON h.id = x.scheme_id
        LEFT JOIN projects_fundingfigure q ON q.funding_id = x.id
        WHERE x.project_id = p.id
    ) f ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT n::text ORDER BY n::text) AS years FROM (
            SELECT generate_series(extract(year FROM p.starts_on)::int, extract(year FROM coalesce(p.ends_on, p.starts_on))::int) AS n
            UNION SELECT extract(year FROM p.ends_on)::int WHERE p.starts_on IS NULL
            UNION SELECT x.year FROM projects_funding x WHERE x.project_id = p.id AND p.starts_on IS NULL
        ) known WHERE n IS NOT NULL
    ) y ON true
    LEFT JOIN LATERAL (
        SELECT range_agg(x.period) AS days FROM actors_membership x WHERE x.actor_id = a.id AND x.state IN ('paid', 'waived')
    ) s ON true
    WHERE p.id = ANY(ids) AND p.state = 'published'
    ON CONFLICT (project_id) DO UPDATE SET {", ".join(f"{c} = excluded.{c}" for c in COLUMNS)};
END $$;
"""

LED = "SELECT p.id FROM projects_project p JOIN actors_actor a ON a.id = p.lead_id "
CONCERNED = {
    "projects_project": "SELECT id FROM changed",
    "projects_project_themes": "SELECT project_id FROM changed",
    "projects_project_goals": "SELECT project_id FROM changed",
    "projects_place": "SELECT project_id FROM changed",
    "projects_partnership": "SELECT project_id FROM changed",
    "projects_funding": "SELECT project_id FROM changed",
    "projects_fundingfigure": "SELECT DISTINCT f.project_id FROM projects_funding f JOIN changed ON changed.funding_id = f.id",
    "projects_scheme": "SELECT DISTINCT f.project_id FROM projects_funding f JOIN changed ON changed.id = f.scheme_id",
    "projects_partnerorganisation": "SELECT x.project_id FROM projects_partnership x JOIN changed ON changed.id = x.organisation_id",
    "actors_actor": (
        "SELECT p.id FROM projects_project p JOIN changed ON changed.id = p.lead_id "
        "UNION SELECT x.project_id FROM projects_partnership x JOIN changed ON changed.id = x.actor_id"
    ),
    "actors_membership": "SELECT p.id FROM projects_project p JOIN changed ON changed.actor_id = p.lead_id",
    "taxonomy_municipality": f"{LED} JOIN changed ON changed.code = a.municipality_id",
    "taxonomy_department": (
        f"{LED} LEFT JOIN taxonomy_municipality m ON m.code = a.municipality_id "
        "JOIN changed ON changed.code = coalesce(m.department_id, a.department_id)"
    ),
    "taxonomy_country": "SELECT DISTINCT x.project_id FROM projects_place x JOIN changed ON changed.iso3 = x.country_id",
    "taxonomy_theme": (
        "SELECT DISTINCT x.project_id FROM projects_project_themes x JOIN taxonomy_theme t ON t.id = x.theme_id "
        "JOIN changed ON changed.id IN (t.id, t.parent_id)"
    ),
    "taxonomy_theme_goals": "SELECT DISTINCT x.project_id FROM projects_project_themes x JOIN changed ON changed.theme_id = x.theme_id",
}
OTHERS = {"actors_actor", "taxonomy_municipality", "taxonomy_department", "taxonomy_country", "taxonomy_theme"}
MAKE = BRACKET + INDEX + facts("projects_searchentry", one=ONE, many=MANY) + "".join(triggers("projects_index", CONCERNED, only_updates=OTHERS))
UNDO = forget("projects_index", CONCERNED) + (
    "ALTER TABLE projects_searchentry DROP COLUMN facts, DROP CONSTRAINT projects_searchentry_project;"
    "DROP FUNCTION projects_bracket(numeric);"
)


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial"), ("actors", "0019_reason_of_a_membership"), ("directory", "0002_facts")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
