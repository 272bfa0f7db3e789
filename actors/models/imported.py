"""The lines of a file of organisations, kept apart until somebody confirms them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from network.imports.models import StagedLine


class ImportedLine(StagedLine):
    """A line as the sheet that it would make. `target`: the sheet that it is, or may be, about; `made`: the key of the one it becomes."""

    name = models.TextField(blank=True)
    acronym = models.TextField(blank=True)
    other_names = models.TextField(blank=True)
    slug = models.TextField(blank=True)
    college = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    siren = models.TextField(blank=True)
    siret = models.TextField(blank=True)
    rna = models.TextField(blank=True)
    uai = models.TextField(blank=True)
    presentation = models.TextField(blank=True)
    website = models.TextField(blank=True)
    street = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    municipality = models.TextField(blank=True)
    place = models.TextField(blank=True)
    department = models.TextField(blank=True)
    public_email = models.TextField(blank=True)
    public_phone = models.TextField(blank=True)
    founded = models.IntegerField(null=True)
    countries = ArrayField(models.TextField(), default=list)
    themes = ArrayField(models.BigIntegerField(), default=list)
    ways = ArrayField(models.TextField(), default=list)
    languages = ArrayField(models.TextField(), default=list)
    key = models.GeneratedField(expression=models.Func("name", function="actors_key"), output_field=models.TextField(), db_persist=True)
    target = models.BigIntegerField(null=True)
    first_line = models.PositiveIntegerField(null=True)
    fills = ArrayField(models.TextField(), default=list)
    made = models.BigIntegerField(db_default=models.Func(models.Value("actors_actor_id_seq"), function="nextval"))

    class Meta:
        verbose_name = "ligne importée"
        verbose_name_plural = "lignes importées"
        ordering = ["batch", "line"]

    def __str__(self):
        return f"{self.line}. {self.name}"
