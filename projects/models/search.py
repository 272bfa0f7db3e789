"""What the directory of projects searches and what the observatory counts."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from actors.days import DateMultiRangeField
from projects.models.project import Project


class SearchEntry(models.Model):
    """One row per *published* project, kept by PostgreSQL triggers (migration 0002).

    Arrays hold the values that the addresses show (`pays=benin`). `college`, `kind`, `department`, `intercommunality` and
    `member_days` are those of the lead; `colleges` and `actor_ids` of the lead and of the partners who take part.
    `granted` is the sum of the retained granted amounts in euros; null when none is known.
    """

    project = models.OneToOneField(Project, models.DO_NOTHING, primary_key=True, related_name="search_entry", db_constraint=False)
    version = models.BigIntegerField()
    name_key = models.TextField()
    lead_id = models.BigIntegerField()
    actor_ids = ArrayField(models.BigIntegerField())
    college = models.TextField()
    colleges = ArrayField(models.TextField())
    kind = models.TextField()
    department = models.TextField(null=True)
    intercommunality = models.TextField(null=True)
    countries = ArrayField(models.TextField())
    regions = ArrayField(models.TextField())
    themes = ArrayField(models.TextField())
    goals = ArrayField(models.TextField())
    schemes = ArrayField(models.TextField())
    progress = models.TextField()
    years = ArrayField(models.TextField())
    multi = models.TextField()
    seeking = models.TextField()
    budget_bracket = models.TextField()
    support_bracket = models.TextField()
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    granted = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    member_days = DateMultiRangeField()
    freshness = models.DateTimeField()
    card = models.JSONField()
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    vector = SearchVectorField()

    class Meta:
        verbose_name = "entrée de recherche"
        verbose_name_plural = "entrées de recherche"
        ordering = ["name_key", "pk"]
        indexes = [
            GinIndex(fields=["vector"], name="projects_search_vector"),
            GinIndex(fields=["countries"], name="projects_search_by_country"),
            models.Index(fields=["name_key", "project"], name="projects_search_by_name"),
            models.Index(fields=["-freshness", "project"], name="projects_search_by_fresh"),
        ]

    def __str__(self):
        return self.name_key
