"""The values of a row's facets as one array, `{college=associations, countries=benin}`: one scan counts them all."""

from django.db import migrations

FACTS = """
CREATE FUNCTION directory_facts(facet text, found text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(facet || '=' || v) FILTER (WHERE v IS NOT NULL), '{}') FROM unnest(found) v
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunSQL(FACTS, "DROP FUNCTION directory_facts(text, text[]);")]
