"""The amounts of a project that a person who trades alone leads are counted nowhere (decision 19): the search table has none."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("projects.migrations.0002_search").INDEX.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
INDEX = BEFORE
for amount in ("p.budget", "f.granted"):
    INDEX = INDEX.replace(amount, f"CASE WHEN NOT a.sole_trader THEN {amount} END")


class Migration(migrations.Migration):
    dependencies = [("projects", "0009_places_and_countries_found_by_index"), ("actors", "0021_sole_traders")]
    operations = [migrations.RunSQL(INDEX, BEFORE)]
