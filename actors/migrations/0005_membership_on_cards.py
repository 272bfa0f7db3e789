"""The directory's cards carry the years of membership, so that each day says who is a member that day."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("actors.migrations.0004_completeness_on_cards")
YEARS = BEFORE.COUNTED.replace("'grants', g.summary,", "'grants', g.summary, 'member_years', coalesce(y.years, '{}'),")


class Migration(migrations.Migration):
    dependencies = [("actors", "0004_completeness_on_cards")]
    operations = [migrations.RunSQL(YEARS + BEFORE.AGAIN, BEFORE.COUNTED + BEFORE.AGAIN)]
