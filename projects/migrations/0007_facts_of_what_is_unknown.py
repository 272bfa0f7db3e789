"""A project that says nothing of a facet carries that as a value, so that it can be counted and listed like any other."""

from django.db import migrations

from network.directory.indexing import facts

ONE = ["college", "kind", "department", "intercommunality", "progress", "multi", "seeking", "budget_bracket", "support_bracket"]
MANY = ["countries", "regions", "themes", "goals", "schemes", "years"]
UNKNOWN = ["department", "intercommunality", *MANY]
DROP = "ALTER TABLE projects_searchentry DROP COLUMN facts;"


class Migration(migrations.Migration):
    dependencies = [("projects", "0006_a_list_with_rows_stays")]
    operations = [
        migrations.RunSQL(
            DROP + facts("projects_searchentry", one=ONE, many=MANY, unknown=UNKNOWN),
            DROP + facts("projects_searchentry", one=ONE, many=MANY),
        )
    ]
