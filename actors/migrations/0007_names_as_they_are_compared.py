"""Names as they are compared, to find two sheets of one organisation, and what makes the comparison quick.

`actors_key` leaves of a name what tells organisations apart: no accents, no signs, no legal words, no articles.
`actors_known_as` gathers the keys of all that an organisation is called, each between bars; after a tilde, its initials.
"""

import django.contrib.postgres.indexes
import django.db.models.expressions
from django.db import migrations, models
from django.db.models import Q

FUNCTIONS = r"""
CREATE FUNCTION actors_words(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(regexp_replace(
        regexp_replace(public.plain(name), '\m([a-z])\.(?=[a-z]\M)', '\1', 'g'),
        '[^a-z0-9]+', ' ', 'g'), '\mst(es|e|s)?\M', 'saint\1', 'g'))
$$;

CREATE FUNCTION actors_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(btrim(regexp_replace(regexp_replace(public.actors_words(name),
        '\m(association|asso|assoc|ass|loi 1901|sarl|sas|sasu|eurl|scop|scic|scea|snc|commune|ville|mairie'
        '|l|le|la|les|d|de|du|des|et|en|a|au|aux|un|une|pour)\M', '', 'g'), ' +', ' ', 'g')), ''),
        public.actors_words(name))
$$;

CREATE FUNCTION actors_initials(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg(left(word, 1), '' ORDER BY place)
    FROM regexp_split_to_table(public.actors_words(name), ' ') WITH ORDINALITY AS said(word, place)
    WHERE word !~ '^(l|le|la|les|d|de|du|des|et|en|a|au|aux|un|une|pour)$'
    HAVING count(*) > 2
$$;

CREATE FUNCTION actors_known_as(name text, acronym text, other_names text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce('|' || string_agg(DISTINCT part, '|') || '|', '') FROM (
        SELECT public.actors_key(name) AS part
        UNION ALL SELECT public.actors_key(regexp_replace(name, '\([^)]*\)', ' ', 'g'))
        UNION ALL SELECT public.actors_key(m[1]) FROM regexp_matches(name, '\(([[:upper:].]{2,15})\)', 'g') AS m
        UNION ALL SELECT public.actors_key(acronym)
        UNION ALL SELECT public.actors_key(other) FROM regexp_split_to_table(other_names, '[,;|/\n]+') AS other
        UNION ALL SELECT '~' || public.actors_initials(name)
    ) AS parts WHERE part <> ''
$$;
"""
UNDO = """
DROP FUNCTION actors_known_as(text, text, text);
DROP FUNCTION actors_initials(text);
DROP FUNCTION actors_key(text);
DROP FUNCTION actors_words(text);
"""


class Migration(migrations.Migration):
    dependencies = [("actors", "0006_contact")]

    operations = [
        migrations.RunSQL(FUNCTIONS, UNDO),
        migrations.AddField(
            "actor",
            "known_as",
            models.GeneratedField(
                db_persist=True,
                expression=django.db.models.expressions.Func("name", "acronym", "other_names", function="actors_known_as"),
                output_field=models.TextField(),
                verbose_name="noms comparés",
            ),
        ),
        migrations.AddIndex(
            "actor",
            django.contrib.postgres.indexes.GinIndex(fields=["known_as"], name="actors_actor_known_as", opclasses=["gin_trgm_ops"]),
        ),
        migrations.AddIndex("actor", models.Index(fields=["siren"], name="actors_actor_by_siren", condition=~Q(siren=""))),
        migrations.AddIndex(
            "actor",
            models.Index(fields=["siret"], name="actors_actor_by_siret", condition=~Q(siret=""), opclasses=["varchar_pattern_ops"]),
        ),
        migrations.AddIndex("actor", models.Index(fields=["rna"], name="actors_actor_by_rna", condition=~Q(rna=""))),
        migrations.AddIndex("actor", models.Index(fields=["uai"], name="actors_actor_by_uai", condition=~Q(uai=""))),
    ]
