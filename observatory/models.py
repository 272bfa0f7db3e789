"""What the observatory keeps."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from network.taxonomy.enums import College
from network.taxonomy.models import Country, Department
from network.ui.french import day
from observatory.enums import Section, Sort
from observatory.querysets import CommentQuerySet, SnapshotQuerySet

ONE_AT_MOST = Q(department=None, country=None) | Q(department=None, college="") | Q(country=None, college="")


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


class Comment(models.Model):
    """A comment on one section of the figures, for the edition of a year and the whole region or one part of it.

    It shows on the page of the observatory during that year, and in the reports of that year.
    """

    year = models.PositiveSmallIntegerField(
        "année", help_text="L’année des chiffres commentés : celle où la page et le rapport les montrent, ou celle de l’instantané."
    )
    section = models.CharField("partie", max_length=12, choices=Section)
    department = models.ForeignKey(Department, models.CASCADE, verbose_name="département", related_name="+", null=True, blank=True)
    country = models.ForeignKey(Country, models.CASCADE, verbose_name="pays", related_name="+", null=True, blank=True)
    college = models.CharField("collège", max_length=16, choices=College, blank=True)
    text = models.TextField(
        "commentaire",
        max_length=4000,
        help_text="Une ligne vide sépare deux paragraphes. Espaces et guillemets se mettent d’eux-mêmes.",
    )
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "commentaire des chiffres"
        verbose_name_plural = "commentaires des chiffres"
        ordering = ["-year", "section", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "section", "department", "country", "college"],
                nulls_distinct=False,
                name="observatory_comment_once",
                violation_error_message="Cette partie a déjà un commentaire pour cette année et ce territoire : modifiez-le.",
            ),
            models.CheckConstraint(
                condition=ONE_AT_MOST,
                name="observatory_comment_one_scope",
                violation_error_message="Choisissez un département, un pays ou un collège, ou rien pour toute la région.",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="observatory_comment_year",
                violation_error_message="Une année s’écrit entre 2000 et 2100.",
            ),
        ]

    def __str__(self):
        return f"{self.get_section_display()}, {self.scope}, {self.year}"

    @property
    def scope(self):
        """Whose figures it speaks of, in words."""
        return str(self.department or self.country or self.get_college_display() or "toute la région")
