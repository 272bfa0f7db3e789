"""The municipal elections of 2026, as the decree sets them. Staff may correct or complete the list."""

from datetime import date

from django.db import migrations

NAME, SECOND_ROUND = "Élections municipales", date(2026, 3, 22)


def add(apps, schema_editor):
    apps.get_model("crm", "Election").objects.get_or_create(
        name=NAME,
        second_round=SECOND_ROUND,
        defaults={
            "first_round": date(2026, 3, 15),
            "kinds": ["commune", "epci"],
            "source": "Décret n°\u00a02025-848 du 27 août 2025 fixant la date de renouvellement des conseils municipaux et communautaires",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("crm", "0001_memory")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
