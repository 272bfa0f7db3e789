"""What the observatory keeps."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from network.ui.french import day
from observatory.enums import Sort
from observatory.querysets import SnapshotQuerySet


class Snapshot(models.Model):
    """The figures as they were, with their method (instantané). PostgreSQL refuses that one is changed or removed.

    `figures` holds every table as the page showed it (observatory/freezing.py), `sheets` what was counted. Who asked for it is in the
    audit trail alone: a person may be erased, a snapshot does not change. One that counted sheets of the demonstration leaves with it.
    """

    number = models.PositiveIntegerField("numéro", primary_key=True, editable=False)
    taken_at = models.DateTimeField("pris le", editable=False)
    year = models.PositiveSmallIntegerField("année close", null=True, blank=True, unique=True, editable=False)
    reason = models.CharField(
        "motif", max_length=200, help_text="Public, et figé avec les chiffres\u00a0: par exemple «\u00a0Assemblée générale de juin\u00a0»."
    )
    method = ArrayField(models.TextField(), verbose_name="méthode", editable=False)
    figures = models.JSONField("chiffres", editable=False)
    is_demo = models.BooleanField("démonstration", default=False, editable=False)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "instantané"
        verbose_name_plural = "instantanés"
        ordering = ["-number"]

    def __str__(self):
        return f"Instantané n°\u00a0{self.number} du {day(self.taken_at)}"

    def get_absolute_url(self):
        return reverse("observatory:snapshot", args=[self.number])


class FrozenSheet(models.Model):
    """How one published sheet was classified in a snapshot: its key and the values of its facets, no name and nothing of a person.

    Not tied to the sheet, which may be archived, merged or erased since. An actor is there even when it did not count (`counted`), so
    that one that begins to count is told apart from one that is new. `facts` is written as in the search table: `countries=benin`.
    """

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="sheets", verbose_name="instantané")
    sort = models.CharField("sorte", max_length=7, choices=Sort)
    key = models.BigIntegerField("clé de la fiche")
    counted = models.BooleanField("comptée")
    facts = ArrayField(models.TextField(), verbose_name="classement")
    granted = models.DecimalField("soutiens accordés", max_digits=14, decimal_places=2, null=True)
    budget = models.DecimalField("budget", max_digits=12, decimal_places=2, null=True)

    class Meta:
        verbose_name = "fiche figée"
        verbose_name_plural = "fiches figées"
        ordering = ["snapshot", "sort", "key"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "sort", "key"], name="observatory_sheet_once")]

    def __str__(self):
        return f"{self.get_sort_display()} {self.key}"
