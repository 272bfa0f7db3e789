"""The search table of the agenda, kept true by PostgreSQL itself, and the addresses of personal calendars.

Whatever changes an announced public event, its slots or what it names changes its entry in the same transaction. Places and
registrations have no trigger: two people who register would wait for each other; the view reads them at the moment they are asked.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import events.models.calendar_key
from django.conf import settings
from django.db import migrations, models

from network.directory.indexing import facts, forget, triggers

COLUMNS = [
    "version", "name_key", "kind", "mission", "audience", "format", "remote", "department", "countries", "themes", "months",
    "sort_at", "over_at", "opens_at", "closes_at", "vector", "card",
]  # fmt: skip
ONE = ["kind", "mission", "audience", "format", "remote", "department"]
MANY = ["countries", "themes"]
LISTED = "v.state <> 'draft' AND v.audience NOT IN ('ca', 'invites')"

INDEX = f"""
ALTER TABLE events_searchentry ADD CONSTRAINT events_searchentry_event
    FOREIGN KEY (event_id) REFERENCES events_event (id) ON DELETE CASCADE;

CREATE FUNCTION events_index(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(cardinality(ids), 0) = 0 THEN RETURN; END IF;
    PERFORM directory_touch('events');
    DELETE FROM events_searchentry e WHERE e.event_id = ANY(ids)
        AND NOT EXISTS (SELECT FROM events_event v WHERE v.id = e.event_id AND {LISTED});
    PERFORM directory_learn('events', string_agg(concat_ws(' ', v.title, v.pitch, v.description, v.place), ' '))
        FROM events_event v WHERE v.id = ANY(ids) AND {LISTED} HAVING count(*) > 0;
    INSERT INTO events_searchentry (event_id, {", ".join(COLUMNS)})
    SELECT v.id, l.version, plain(v.title), v.kind, v.mission::text, v.audience, nullif(v.format, ''),
        CASE v.format WHEN 'presentiel' THEN 'non' WHEN '' THEN NULL ELSE 'oui' END, d.code,
        coalesce(c.slugs, '{{}}'), coalesce(t.slugs, '{{}}'), coalesce(m.months, '{{}}'),
        coalesce(s.starts_at, p.ends_at, timestamptz '9999-12-31'), coalesce(s.ends_at, p.ends_at, timestamptz '9999-12-31'), v.registration_opens_at,
        CASE WHEN v.state = 'published' AND v.takes_registrations AND s.ends_at IS NOT NULL
            THEN least(coalesce(v.registration_closes_at, s.starts_at), s.ends_at) END,
        setweight(to_tsvector('french_plain', concat_ws(' ', v.title, g.name, r.title)), 'A')
            || setweight(to_tsvector('french_plain', concat_ws(' ', v.pitch, v.place, y.name, v.town, c.names, t.names, o.names)), 'B')
            || setweight(to_tsvector('french_plain', concat_ws(' ', v.description, v.other_partners, a.names, s.titles)), 'C'),
        jsonb_build_object('slug', v.slug, 'name', v.title, 'pitch', v.pitch, 'kind', v.kind, 'format', v.format, 'state', v.state,
            'audience', v.audience, 'group', g.name, 'place', coalesce(y.name, v.town), 'from', v.period_starts_on,
            'to', v.period_ends_on, 'slots', coalesce(s.pairs, '[]'), 'countries', coalesce(c.pairs, '[]'), 'demo', v.is_demo)
    FROM events_event v
    JOIN directory_listing l ON l.name = 'events'
    LEFT JOIN events_workinggroup g ON g.id = v.group_id
    LEFT JOIN events_series r ON r.id = v.series_id
    LEFT JOIN taxonomy_municipality y ON y.code = v.municipality_id
    LEFT JOIN taxonomy_department d ON d.code = y.department_id
    LEFT JOIN LATERAL (
        SELECT min(x.starts_at) AS starts_at, max(x.ends_at) AS ends_at, string_agg(x.title, ' ') AS titles,
            jsonb_agg(jsonb_build_array(x.starts_at, x.ends_at) ORDER BY x.starts_at, x.id) AS pairs
        FROM events_slot x WHERE x.event_id = v.id
    ) s ON true
    LEFT JOIN LATERAL (SELECT (v.period_ends_on + 1)::timestamp AT TIME ZONE 'Europe/Paris' AS ends_at) p ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT to_char(day, 'YYYY-MM')) AS months FROM (
            SELECT generate_series(date_trunc('month', x.starts_at AT TIME ZONE 'Europe/Paris'), x.ends_at AT TIME ZONE 'Europe/Paris',
                '1 month') AS day FROM events_slot x WHERE x.event_id = v.id
            UNION ALL SELECT generate_series(date_trunc('month', v.period_starts_on::timestamp), v.period_ends_on::timestamp, '1 month')
                WHERE s.starts_at IS NULL
        ) known
    ) m ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(k.slug::text) AS slugs, string_agg(k.name, ' ') AS names,
            jsonb_agg(jsonb_build_array(k.slug, k.name) ORDER BY plain(k.name)) AS pairs
        FROM events_event_countries x JOIN taxonomy_country k ON k.iso3 = x.country_id WHERE x.event_id = v.id
    ) c ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT th.slug::text) AS slugs, string_agg(DISTINCT th.name, ' ') AS names
        FROM events_event_themes x
        JOIN taxonomy_theme chosen ON chosen.id = x.theme_id
        JOIN taxonomy_theme th ON th.id IN (chosen.id, chosen.parent_id)
        WHERE x.event_id = v.id
    ) t ON true
    LEFT JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', k.name, k.acronym), ' ') AS names
        FROM events_event_organisers x JOIN actors_actor k ON k.id = x.actor_id WHERE x.event_id = v.id AND k.state = 'published'
    ) o ON true
    LEFT JOIN LATERAL (
        SELECT string_agg(concat_ws(' ', k.name, k.acronym), ' ') AS names
        FROM events_event_partners x JOIN actors_actor k ON k.id = x.actor_id WHERE x.event_id = v.id AND k.state = 'published'
    ) a ON true
    WHERE v.id = ANY(ids) AND {LISTED}
    ON CONFLICT (event_id) DO UPDATE SET {", ".join(f"{c} = excluded.{c}" for c in COLUMNS)};
END $$;
"""

CONCERNED = {
    "events_event": "SELECT id FROM changed",
    "events_slot": "SELECT DISTINCT event_id FROM changed",
    "events_event_countries": "SELECT event_id FROM changed",
    "events_event_themes": "SELECT event_id FROM changed",
    "events_event_organisers": "SELECT event_id FROM changed",
    "events_event_partners": "SELECT event_id FROM changed",
    "events_workinggroup": "SELECT v.id FROM events_event v JOIN changed ON changed.id = v.group_id",
    "events_series": "SELECT v.id FROM events_event v JOIN changed ON changed.id = v.series_id",
    "actors_actor": (
        "SELECT x.event_id FROM events_event_organisers x JOIN changed ON changed.id = x.actor_id "
        "UNION SELECT x.event_id FROM events_event_partners x JOIN changed ON changed.id = x.actor_id"
    ),
    "taxonomy_municipality": "SELECT v.id FROM events_event v JOIN changed ON changed.code = v.municipality_id",
    "taxonomy_department": (
        "SELECT v.id FROM events_event v JOIN taxonomy_municipality m ON m.code = v.municipality_id "
        "JOIN changed ON changed.code = m.department_id"
    ),
    "taxonomy_country": "SELECT x.event_id FROM events_event_countries x JOIN changed ON changed.iso3 = x.country_id",
    "taxonomy_theme": (
        "SELECT DISTINCT x.event_id FROM events_event_themes x JOIN taxonomy_theme t ON t.id = x.theme_id "
        "JOIN changed ON changed.id IN (t.id, t.parent_id)"
    ),
}
OTHERS = {
    "events_workinggroup", "events_series", "actors_actor", "taxonomy_municipality", "taxonomy_department", "taxonomy_country",
    "taxonomy_theme",
}  # fmt: skip

# What the lists read: the entries and what is true at this moment. The engine of the lists calls its own order `freshness`.
VIEW = """
CREATE VIEW events_agenda AS
    SELECT n.event_id, n.version || ':' || md5(n.seats::text) AS version, n.name_key, n.kind, n.mission, n.audience, n.format, n.remote,
        n.department, n.countries, n.themes, n.months, n.sort_at AS freshness, n.over_at, n.vector, n.places,
        n.facts || ARRAY['places=' || n.places] AS facts, n.card || jsonb_build_object('seats', n.seats, 'open', n.open) AS card
    FROM (
        SELECT e.*, o.open,
            CASE WHEN o.open AND EXISTS (SELECT FROM events_seating s WHERE s.event_id = e.event_id
                AND (s.places IS NULL OR s.taken < s.places)) THEN 'oui' ELSE 'non' END AS places,
            coalesce((SELECT jsonb_agg(jsonb_build_array(s.presence, s.places, s.taken) ORDER BY s.presence DESC)
                FROM events_seating s WHERE s.event_id = e.event_id), '[]') AS seats
        FROM events_searchentry e
        CROSS JOIN LATERAL (SELECT coalesce(statement_timestamp() < e.closes_at AND coalesce(statement_timestamp() >= e.opens_at, true), false) AS open) o
    ) n;
"""
MAKE = (
    INDEX + facts("events_searchentry", one=ONE, many=MANY, unknown=["department"])
    + "".join(triggers("events_index", CONCERNED, only_updates=OTHERS)) + VIEW
)  # fmt: skip
UNDO = "DROP VIEW events_agenda;" + forget("events_index", CONCERNED) + (
    "ALTER TABLE events_searchentry DROP COLUMN facts, DROP CONSTRAINT events_searchentry_event;"
)  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_places'),
        ('directory', '0002_facts'),
        ('actors', '0019_reason_of_a_membership'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(default=events.models.calendar_key.new_number, editable=False, max_length=40, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créée le')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_key', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
            ],
            options={
                'verbose_name': 'adresse de calendrier personnel',
                'verbose_name_plural': 'adresses de calendriers personnels',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('event', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='search_entry', serialize=False, to='events.event')),
                ('version', models.BigIntegerField()),
                ('name_key', models.TextField()),
                ('kind', models.TextField()),
                ('mission', models.TextField()),
                ('audience', models.TextField()),
                ('format', models.TextField(null=True)),
                ('remote', models.TextField(null=True)),
                ('department', models.TextField(null=True)),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('months', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), help_text='Les mois de ses séances, ou de sa période.', size=None)),
                ('sort_at', models.DateTimeField()),
                ('over_at', models.DateTimeField()),
                ('opens_at', models.DateTimeField(null=True)),
                ('closes_at', models.DateTimeField(null=True)),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
                ('card', models.JSONField()),
            ],
            options={
                'verbose_name': 'entrée de l’agenda',
                'verbose_name_plural': 'entrées de l’agenda',
                'ordering': ['sort_at', 'name_key', 'pk'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='events_search_vector'), django.contrib.postgres.indexes.GinIndex(fields=['months'], name='events_search_by_month'), models.Index(fields=['over_at', 'event'], name='events_search_by_end')],
            },
        ),
        migrations.RunSQL(MAKE, UNDO),
        migrations.RunSQL("SELECT events_index(ARRAY(SELECT id FROM events_event))", migrations.RunSQL.noop),
    ]
