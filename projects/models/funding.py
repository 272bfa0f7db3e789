"""The money of a project: who supports it, and who says so."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from actors.models import Actor
from projects.enums import FigureKind, Origin
from projects.models.project import Project
from projects.models.scheme import Scheme
from projects.querysets import FundingQuerySet


class Funding(models.Model):
    """What one funder gives to a project for a year, under a scheme or not (financement). Its amounts are figures."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="fundings", verbose_name="projet")
    funder = models.CharField("financeur", max_length=160)
    funder_actor = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="fundings_given", verbose_name="financeur dans l’annuaire"
    )
    scheme = models.ForeignKey(Scheme, models.PROTECT, null=True, blank=True, related_name="fundings", verbose_name="dispositif")
    year = models.PositiveSmallIntegerField("année", validators=[MinValueValidator(1980), MaxValueValidator(2100)])

    objects = FundingQuerySet.as_manager()

    class Meta:
        verbose_name = "financement"
        ordering = ["project", "-year", "pk"]

    def __str__(self):
        return f"{self.funder}, {self.year}"


class FundingFigure(models.Model):
    """An amount, in euros, as somebody states it. Of those that differ, the `retained` one counts; the team settles it.

    At most one figure of a kind is retained; while none is, the amount is disputed and counts nowhere.
    """

    funding = models.ForeignKey(Funding, models.CASCADE, related_name="figures", verbose_name="financement")
    kind = models.CharField("montant", max_length=10, choices=FigureKind)
    amount = models.DecimalField("euros", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    origin = models.CharField("origine", max_length=10, choices=Origin, default=Origin.DECLARED)
    source = models.CharField("source", max_length=250, blank=True)
    source_date = models.DateField("date de la source", null=True, blank=True)
    source_key = models.CharField("clé dans la source", max_length=160, blank=True, editable=False)
    retained = models.BooleanField("retenu", default=True)
    settled_at = models.DateTimeField("tranché le", null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="tranché par"
    )

    class Meta:
        verbose_name = "chiffre"
        ordering = ["funding", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["funding", "kind"], condition=Q(retained=True), name="projects_figure_one_retained"),
            models.UniqueConstraint(
                fields=["source", "source_key", "kind"], condition=~Q(source_key=""), name="projects_figure_source_once"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="projects_figure_positive"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}\u00a0: {self.amount}\u00a0€"
