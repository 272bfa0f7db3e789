"""The facets of an entry as one array that PostgreSQL derives from their columns."""

from django.db import migrations

ONE = ["college", "kind", "department", "intercommunality"]
MANY = ["countries", "regions", "themes", "goals", "ways"]
ALL = " || ".join([f"directory_facts('{name}', ARRAY[{name}])" for name in ONE] + [f"directory_facts('{name}', {name})" for name in MANY])
ADD = f"ALTER TABLE actors_searchentry ADD COLUMN facts text[] GENERATED ALWAYS AS ({ALL}) STORED;"


class Migration(migrations.Migration):
    dependencies = [("actors", "0009_claims"), ("directory", "0002_facts")]
    operations = [migrations.RunSQL(ADD, "ALTER TABLE actors_searchentry DROP COLUMN facts;")]
