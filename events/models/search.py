"""What the agenda searches."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from events.models.event import Event


class SearchEntry(models.Model):
    """One row per *announced public* event, kept by PostgreSQL triggers (migration 0003).

    `sort_at` is its first moment, else the end of its period, else the year 9999; `over_at` likewise its last one. What depends on the
    hour (whether it is past, whether places are left) is not stored: the view `events_agenda` adds it when it is read.
    Registrations are open from `opens_at` (empty: since it was published) until `closes_at` (empty: never).
    """

    event = models.OneToOneField(Event, models.DO_NOTHING, primary_key=True, related_name="search_entry", db_constraint=False)
    version = models.BigIntegerField()
    name_key = models.TextField()
    kind = models.TextField()
    mission = models.TextField()
    audience = models.TextField()
    format = models.TextField(null=True)
    remote = models.TextField(null=True)
    department = models.TextField(null=True)
    countries = ArrayField(models.TextField())
    themes = ArrayField(models.TextField())
    months = ArrayField(models.TextField(), help_text="Les mois de ses séances, ou de sa période.")
    sort_at = models.DateTimeField()
    over_at = models.DateTimeField()
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    vector = SearchVectorField()
    card = models.JSONField()

    class Meta:
        verbose_name = "entrée de l’agenda"
        verbose_name_plural = "entrées de l’agenda"
        ordering = ["sort_at", "name_key", "pk"]
        indexes = [
            GinIndex(fields=["vector"], name="events_search_vector"),
            GinIndex(fields=["months"], name="events_search_by_month"),
            models.Index(fields=["over_at", "event"], name="events_search_by_end"),
        ]

    def __str__(self):
        return self.name_key
