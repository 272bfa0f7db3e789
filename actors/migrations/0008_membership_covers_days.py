"""A membership covers days: joining or leaving in the course of a year. The directory keeps the days, not the years."""

from importlib import import_module

import django.contrib.postgres.fields.ranges
import django.db.models.functions.comparison
from django.db import migrations, models

from actors.days import DateMultiRangeField

BEFORE = import_module("actors.migrations.0005_membership_on_cards")
REPLACED = (
    ("member_years = excluded.member_years", "member_days = excluded.member_days"),
    ("member_years, freshness", "member_days, freshness"),
    ("'member_years', coalesce(y.years, '{}'),", "'member_days', coalesce(y.pairs, '[]'),"),
    ("coalesce(y.years, '{}')", "coalesce(y.days, '{}')"),
    (
        "SELECT array_agg(s.year::int ORDER BY s.year) AS years",
        "SELECT range_agg(s.period) AS days, jsonb_agg(jsonb_build_array(lower(s.period), upper(s.period) - 1) ORDER BY s.year) AS pairs",
    ),
)
DAYS = BEFORE.YEARS
for old, new in REPLACED:
    if old not in DAYS:
        raise ValueError(f"actors_index does not say « {old} » any more.")
    DAYS = DAYS.replace(old, new)
AGAIN = BEFORE.BEFORE.AGAIN


def _day_of_year(month, day):
    return models.Func(
        models.F("year"), models.Value(month), models.Value(day), function="make_date", output_field=models.DateField()
    )


class Migration(migrations.Migration):
    dependencies = [("actors", "0007_names_as_they_are_compared")]
    operations = [
        migrations.AddField("membership", "starts_on", models.DateField(blank=True, help_text="Vide : le 1er janvier.", null=True, verbose_name="premier jour")),
        migrations.AddField("membership", "ended_on", models.DateField(blank=True, help_text="Vide : le 31 décembre.", null=True, verbose_name="dernier jour")),
        migrations.AddField("membership", "settled_on", models.DateField(blank=True, null=True, verbose_name="réglée ou exonérée le")),
        migrations.AddConstraint(
            "membership",
            models.CheckConstraint(
                condition=(models.Q(starts_on=None) | models.Q(starts_on__year=models.F("year")))
                & (models.Q(ended_on=None) | models.Q(ended_on__year=models.F("year"))),
                name="actors_membership_days_of_its_year",
                violation_error_message="Le premier et le dernier jour sont des jours de l’année de l’adhésion.",
            ),
        ),
        migrations.AddField(
            "membership",
            "period",
            models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    django.db.models.functions.comparison.Coalesce("starts_on", _day_of_year(1, 1)),
                    django.db.models.functions.comparison.Coalesce("ended_on", _day_of_year(12, 31)),
                    models.Value("[]"),
                    function="daterange",
                ),
                output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                verbose_name="période",
            ),
        ),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE actors_searchentry;", migrations.RunSQL.noop),
        migrations.RemoveField("searchentry", "member_years"),
        migrations.AddField("searchentry", "member_days", DateMultiRangeField(default="{}"), preserve_default=False),
        migrations.RunSQL(DAYS + AGAIN, BEFORE.YEARS),
    ]
