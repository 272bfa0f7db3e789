"""The directory's cards say how many headings of the sheet are filled, counted as `actors.completeness` does."""

from importlib import import_module

from django.db import migrations

INDEX = import_module("actors.migrations.0002_search").INDEX.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
FILLED = """(SELECT count(*) FROM unnest(ARRAY[
                a.presentation ~ '\\S', a.logo <> '', a.municipality_id IS NOT NULL OR a.place <> '', a.street <> '',
                a.public_email <> '' OR a.public_phone <> '', a.website <> '', a.siren || a.siret || a.rna || a.uai <> '',
                a.founded IS NOT NULL, c.slugs IS NOT NULL, t.slugs IS NOT NULL, cardinality(a.ways) > 0, cardinality(a.languages) > 0
            ]) AS heading WHERE heading)"""
COUNTED = INDEX.replace("'grants', g.summary)", f"'grants', g.summary, 'filled', {FILLED})")
AGAIN = "SELECT actors_index(array_agg(id)) FROM actors_actor;"


class Migration(migrations.Migration):
    dependencies = [("actors", "0003_sheet")]
    operations = [migrations.RunSQL(COUNTED + AGAIN, INDEX + AGAIN)]
