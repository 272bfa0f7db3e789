"""The search table of the directory, kept true by PostgreSQL itself.

Whatever changes a sheet (a service, the admin, a bulk update, SQL) changes its entry in the same
transaction; a sheet that is not published has no entry.
"""

from django.db import migrations

COLUMNS = [
    "version", "name_key", "college", "kind", "department", "intercommunality", "countries", "regions", "themes",
    "goals", "ways", "member_years", "freshness", "longitude", "latitude", "vector", "card",
]  # fmt: skip

# Deleting an actor deletes its entry in PostgreSQL, after the triggers of what it owned have run.
CASCADE = """
ALTER TABLE actors_searchentry ADD CONSTRAINT actors_searchentry_actor
    FOREIGN KEY (actor_id) REFERENCES actors_actor (id) ON DELETE CASCADE;
"""

INDEX = f"""
CREATE FUNCTION actors_index(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(cardinality(ids), 0) = 0 THEN RETURN; END IF;
    PERFORM directory_touch('actors');
    DELETE FROM actors_searchentry e WHERE e.actor_id = ANY(ids)
        AND NOT EXISTS (SELECT FROM actors_actor a WHERE a.id = e.actor_id AND a.state = 'published');
    PERFORM directory_learn('actors', string_agg(concat_ws(' ', a.name, a.acronym, a.other_names, a.place, a.presentation, m.name), ' '))
        FROM actors_actor a LEFT JOIN taxonomy_municipality m ON m.code = a.municipality_id
        WHERE a.id = ANY(ids) AND a.state = 'published' HAVING count(*) > 0;
    INSERT INTO actors_searchentry (actor_id, {", ".join(COLUMNS)})
    SELECT a.id, l.version, plain(a.name), a.college, a.kind, d.code, m.intercommunality_id,
        coalesce(c.slugs, '{{}}'), coalesce(c.regions, '{{}}'), coalesce(t.slugs, '{{}}'), coalesce(t.goals, '{{}}'),
        a.ways::text[], coalesce(y.years, '{{}}'), coalesce(a.confirmed_at, a.updated_at), m.longitude, m.latitude,
        setweight(to_tsvector('french_plain', concat_ws(' ', a.name, a.acronym)), 'A')
            || setweight(to_tsvector('french_plain', replace(concat_ws(' ', a.name, a.acronym), '.', '')), 'A')
            || setweight(to_tsvector('french_plain', concat_ws(' ', a.other_names, m.name, a.place, c.names, t.names)), 'B')
            || setweight(to_tsvector('french_plain', concat_ws(' ', a.presentation, d.name, i.name, array_to_string(m.former_names, ' '))), 'C')
            || setweight(to_tsvector('simple', concat_ws(' ', a.siren, a.siret, a.rna, a.uai, a.postcode)), 'D'),
        jsonb_build_object('slug', a.slug, 'name', a.name, 'acronym', a.acronym, 'college', a.college, 'kind', a.kind,
            'place', coalesce(m.name, a.place), 'in_region', m.code IS NOT NULL, 'department', d.name, 'department_code', d.code,
            'longitude', m.longitude, 'latitude', m.latitude, 'countries', coalesce(c.pairs, '[]'), 'demo', a.is_demo,
            'provenance', a.provenance, 'confirmed', a.confirmed_at, 'grants', g.summary)
    FROM actors_actor a
    JOIN directory_listing l ON l.name = 'actors'
    LEFT JOIN taxonomy_municipality m ON m.code = a.municipality_id
    LEFT JOIN taxonomy_department d ON d.code = coalesce(m.department_id, a.department_id)
    LEFT JOIN taxonomy_intercommunality i ON i.siren = m.intercommunality_id
    LEFT JOIN LATERAL (
        SELECT array_agg(k.slug::text) AS slugs, string_agg(k.name, ' ') AS names,
            array_agg(DISTINCT k.region_slug::text) FILTER (WHERE k.region_slug <> '') AS regions,
            jsonb_agg(jsonb_build_array(k.slug, k.name) ORDER BY plain(k.name)) AS pairs
        FROM actors_actor_countries x JOIN taxonomy_country k ON k.iso3 = x.country_id WHERE x.actor_id = a.id
    ) c ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT th.slug::text) AS slugs, string_agg(DISTINCT th.name, ' ') AS names,
            array_agg(DISTINCT tg.goal_id::text) FILTER (WHERE tg.goal_id IS NOT NULL) AS goals
        FROM actors_actor_themes x
        JOIN taxonomy_theme chosen ON chosen.id = x.theme_id
        JOIN taxonomy_theme th ON th.id IN (chosen.id, chosen.parent_id)
        LEFT JOIN taxonomy_theme_goals tg ON tg.theme_id = chosen.id
        WHERE x.actor_id = a.id
    ) t ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(s.year::int ORDER BY s.year) AS years
        FROM actors_membership s WHERE s.actor_id = a.id AND s.state IN ('paid', 'waived')
    ) y ON true
    LEFT JOIN LATERAL (
        SELECT jsonb_build_object('count', count(*), 'first', min(p.year), 'last', max(p.year), 'total', sum(p.amount)) AS summary
        FROM actors_publicgrant p WHERE p.actor_id = a.id HAVING count(*) > 0
    ) g ON true
    WHERE a.id = ANY(ids) AND a.state = 'published'
    ON CONFLICT (actor_id) DO UPDATE SET {", ".join(f"{c} = excluded.{c}" for c in COLUMNS)};
END $$;
"""

# Which actors a changed row concerns. `changed` is the statement's transition table.
CONCERNED = {
    "actors_actor": "SELECT id FROM changed",
    "actors_actor_countries": "SELECT actor_id FROM changed",
    "actors_actor_themes": "SELECT actor_id FROM changed",
    "actors_membership": "SELECT actor_id FROM changed",
    "actors_publicgrant": "SELECT actor_id FROM changed",
    "taxonomy_municipality": "SELECT a.id FROM actors_actor a JOIN changed ON changed.code = a.municipality_id",
    "taxonomy_department": (
        "SELECT a.id FROM actors_actor a LEFT JOIN taxonomy_municipality m ON m.code = a.municipality_id "
        "JOIN changed ON changed.code = coalesce(m.department_id, a.department_id)"
    ),
    "taxonomy_intercommunality": (
        "SELECT a.id FROM actors_actor a JOIN taxonomy_municipality m ON m.code = a.municipality_id "
        "JOIN changed ON changed.siren = m.intercommunality_id"
    ),
    "taxonomy_country": "SELECT x.actor_id FROM actors_actor_countries x JOIN changed ON changed.iso3 = x.country_id",
    "taxonomy_theme": (
        "SELECT x.actor_id FROM actors_actor_themes x JOIN taxonomy_theme t ON t.id = x.theme_id "
        "JOIN changed ON changed.id IN (t.id, t.parent_id)"
    ),
    "taxonomy_theme_goals": "SELECT x.actor_id FROM actors_actor_themes x JOIN changed ON changed.theme_id = x.theme_id",
}


def triggers():
    """SQL of one function a table, called after each statement that inserts, updates or deletes."""
    for table, query in CONCERNED.items():
        yield f"""
CREATE FUNCTION {table}_to_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM actors_index(ARRAY({query})); RETURN NULL; END $$;
CREATE TRIGGER search_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_to_search();
CREATE TRIGGER search_update AFTER UPDATE ON {table} REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_to_search();
CREATE TRIGGER search_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_to_search();
"""


UNDO = "".join(f"DROP FUNCTION {table}_to_search() CASCADE;\n" for table in CONCERNED) + (
    "DROP FUNCTION actors_index(bigint[]);\nALTER TABLE actors_searchentry DROP CONSTRAINT actors_searchentry_actor;"
)


class Migration(migrations.Migration):
    dependencies = [("actors", "0001_initial"), ("directory", "0001_initial")]
    operations = [migrations.RunSQL(CASCADE + INDEX + "".join(triggers()), UNDO)]
