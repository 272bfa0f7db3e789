"""The lines of an import made lighter: one index, and the key of a name and of a sheet given as they come in.

The lines that wait are lost: their files have to be sent again.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("actors", "0017_quicker_names"), ("imports", "0001_initial")]

    operations = [
        migrations.RunSQL("UPDATE imports_import SET state = 'dropped', token = NULL WHERE kind = 'acteurs' AND state NOT IN ('done', 'undone')", migrations.RunSQL.noop),
        migrations.DeleteModel("ImportedLine"),
        migrations.CreateModel(
            name='ImportedLine',
            fields=[
                ('pk', models.CompositePrimaryKey('batch_id', 'line', blank=True, editable=False, primary_key=True, serialize=False)),
                ('line', models.PositiveIntegerField()),
                ('status', models.CharField(max_length=10)),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('decision', models.CharField(blank=True, max_length=10)),
                ('name', models.TextField(blank=True)),
                ('acronym', models.TextField(blank=True)),
                ('other_names', models.TextField(blank=True)),
                ('slug', models.TextField(blank=True)),
                ('college', models.TextField(blank=True)),
                ('kind', models.TextField(blank=True)),
                ('siren', models.TextField(blank=True)),
                ('siret', models.TextField(blank=True)),
                ('rna', models.TextField(blank=True)),
                ('uai', models.TextField(blank=True)),
                ('presentation', models.TextField(blank=True)),
                ('website', models.TextField(blank=True)),
                ('street', models.TextField(blank=True)),
                ('postcode', models.TextField(blank=True)),
                ('municipality', models.TextField(blank=True)),
                ('place', models.TextField(blank=True)),
                ('department', models.TextField(blank=True)),
                ('public_email', models.TextField(blank=True)),
                ('public_phone', models.TextField(blank=True)),
                ('founded', models.IntegerField(null=True)),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('ways', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('key', models.GeneratedField(db_persist=True, expression=models.Func('name', function='actors_key'), output_field=models.TextField())),
                ('target', models.BigIntegerField(null=True)),
                ('first_line', models.PositiveIntegerField(null=True)),
                ('fills', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('made', models.BigIntegerField(db_default=models.Func(models.Value('actors_actor_id_seq'), function='nextval'))),
                ('batch', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='imports.import')),
            ],
            options={
                'verbose_name': 'ligne importée',
                'verbose_name_plural': 'lignes importées',
                'ordering': ['batch', 'line'],
            },
        ),
        migrations.RunSQL("ALTER TABLE actors_importedline SET UNLOGGED", migrations.RunSQL.noop),
    ]
