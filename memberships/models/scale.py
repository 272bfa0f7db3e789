"""What a membership costs, and whom the call goes to."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from actors.enums import Kind
from actors.models import Actor
from memberships.enums import Measure
from network.taxonomy.enums import College
from network.ui.french import NBSP, euros, number

UNITS = {Measure.POPULATION: "habitants", Measure.BUDGET: "€"}


class FeeScale(models.Model):
    """One line of a year's scale (barème): the fee of a collège, or of one type of structure in it, within a bracket of size.

    PostgreSQL refuses two brackets that overlap and two measures side by side. Amounts are data: none is written in code, and
    those of a demonstration say so.
    """

    year = models.PositiveSmallIntegerField("année", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    college = models.CharField("collège", max_length=20, choices=College)
    kind = models.CharField(
        "type de structure", max_length=20, choices=Kind, blank=True, help_text="Vide\u00a0: tous les types du collège."
    )
    measure = models.CharField("selon", max_length=12, choices=Measure, default=Measure.FLAT)
    size_from = models.PositiveBigIntegerField("à partir de", default=0)
    size_to = models.PositiveBigIntegerField("jusqu’à moins de", null=True, blank=True, help_text="Vide\u00a0: sans limite.")
    amount = models.DecimalField("montant", max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    is_demo = models.BooleanField("démonstration", default=False, editable=False)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "ligne du barème"
        verbose_name_plural = "barème des cotisations"
        ordering = ["-year", "college", "kind", "size_from", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="memberships_scale_costs"),
            models.CheckConstraint(
                condition=Q(size_to=None) | Q(size_to__gt=F("size_from")),
                name="memberships_scale_bracket",
                violation_error_message="La tranche finit avant de commencer.",
            ),
            models.CheckConstraint(
                condition=~Q(measure=Measure.FLAT) | Q(size_from=0, size_to=None),
                name="memberships_scale_flat_has_no_bracket",
                violation_error_message="Un forfait n’a pas de tranche.",
            ),
            ExclusionConstraint(
                name="memberships_scale_no_overlap",
                expressions=[
                    ("year", "="),
                    ("college", "="),
                    ("kind", "="),
                    (Func("size_from", "size_to", function="int8range"), "&&"),
                ],
                violation_error_message="Cette tranche en recouvre une autre du même barème.",
            ),
            ExclusionConstraint(
                name="memberships_scale_one_measure",
                expressions=[("year", "="), ("college", "="), ("kind", "="), ("measure", "<>")],
                violation_error_message="Les autres tranches de ce barème se lisent selon une autre mesure.",
            ),
        ]

    def __str__(self):
        return f"{self.words}, {euros(self.amount)}"

    @property
    def words(self):
        """« Barème 2026, Collectivités territoriales, commune, de 1 000 à moins de 5 000 habitants »"""
        parts = [f"Barème {self.year}", self.get_college_display(), self.get_kind_display() if self.kind else ""]
        return ", ".join(part for part in [*parts, self.bracket] if part)

    @property
    def bracket(self):
        """« de 1 000 à moins de 5 000 habitants »; « forfait »."""
        if self.measure == Measure.FLAT:
            return "forfait"
        unit = UNITS[self.measure]
        if not self.size_from and self.size_to is not None:
            return f"moins de {number(self.size_to)}{NBSP}{unit}"
        if self.size_to is None:
            return f"{number(self.size_from)}{NBSP}{unit} et plus"
        return f"de {number(self.size_from)} à moins de {number(self.size_to)}{NBSP}{unit}"

    def clean(self):
        """A flat fee has no bracket; raises ValidationError."""
        super().clean()
        if self.measure == Measure.FLAT and (self.size_from or self.size_to is not None):
            raise ValidationError({"size_from": "Un forfait n’a pas de tranche\u00a0: laissez 0, et la fin vide."})


class BillingProfile(models.Model):
    """What the team knows of how an organisation pays (fiche de facturation). Nothing of it is public."""

    actor = models.OneToOneField(Actor, models.CASCADE, related_name="billing", verbose_name="acteur")
    email = models.EmailField("courriel de facturation", blank=True, help_text="Reçoit une copie des appels et des relances.")
    address = models.TextField("adresse de facturation", max_length=500, blank=True, help_text="Vide\u00a0: l’adresse de la fiche.")
    budget = models.PositiveBigIntegerField(
        "budget annuel, en euros",
        null=True,
        blank=True,
        help_text="Le dernier déclaré, pour un barème selon le budget.",
    )
    budget_year = models.PositiveSmallIntegerField(
        "année de ce budget", null=True, blank=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    pays_by_mandate = models.BooleanField(
        "paie par mandat administratif", default=False, help_text="L’appel demande alors un numéro d’engagement."
    )
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    class Meta:
        verbose_name = "fiche de facturation"
        verbose_name_plural = "fiches de facturation"
        ordering = ["actor", "pk"]

    def __str__(self):
        return f"Facturation de {self.actor}"
