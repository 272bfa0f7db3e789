"""Recurring sources of support."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actors.websites import WebsiteField
from network.moderation.models import Publishable
from network.taxonomy.models import Country
from projects.enums import Audience, PeriodKind, Purpose
from projects.querysets import SchemeQuerySet


class Scheme(Publishable):
    """A recurring source of support (dispositif): one that the network carries itself, or one that it points to.

    Every field but the name may be empty: what the source does not say is shown as not known. Once the team has edited one,
    or added it (`edited`), `load_schemes` leaves it alone.
    """

    name = models.CharField("nom", max_length=160)
    acronym = models.CharField("sigle", max_length=40, blank=True)
    slug = models.SlugField("adresse", max_length=90, unique=True)
    is_own = models.BooleanField("porté par le réseau", default=False)
    carrier = models.CharField("porté par", max_length=160, blank=True, help_text="Vide quand le réseau le porte lui-même.")
    funders = models.CharField("financé par", max_length=250, blank=True)
    summary = models.TextField("en quelques mots", blank=True, max_length=600)
    audiences = ArrayField(models.CharField(max_length=20, choices=Audience), verbose_name="pour qui", default=list, blank=True)
    conditions = models.TextField("conditions", blank=True, max_length=1000)
    purposes = ArrayField(models.CharField(max_length=20, choices=Purpose), verbose_name="pour quoi", default=list, blank=True)
    countries = models.ManyToManyField(
        Country, verbose_name="pays", related_name="schemes", blank=True, help_text="Vide : la source ne limite pas les pays."
    )
    amount_min = models.DecimalField("montant le plus bas, en euros", max_digits=10, decimal_places=2, null=True, blank=True)
    amount_max = models.DecimalField("montant le plus haut, en euros", max_digits=10, decimal_places=2, null=True, blank=True)
    rate_max = models.DecimalField(
        "part la plus haute du coût total, en %",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    not_combined = models.TextField("ne se cumule pas avec", blank=True, max_length=600)
    calendar = models.TextField("calendrier", blank=True, max_length=600, help_text="Ce que les dates ci-dessous ne disent pas.")
    link = WebsiteField("page de référence", blank=True)
    source = models.CharField("source", max_length=250, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)
    edited = models.BooleanField("modifié par l’équipe", default=False, editable=False)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = SchemeQuerySet.as_manager()

    NAMELESS = "dispositif"
    RESERVED_SLUGS = frozenset({"ajouter", "export", "carte"})

    class Meta(Publishable.Meta):
        verbose_name = "dispositif"
        ordering = ["-is_own", "name", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount_min=None) | Q(amount_max=None) | Q(amount_max__gte=F("amount_min")),
                name="projects_scheme_amounts_in_order",
                violation_error_message="Le montant le plus haut est au moins égal au plus bas.",
            ),
            models.CheckConstraint(
                condition=Q(rate_max=None) | (Q(rate_max__gt=0) & Q(rate_max__lte=100)),
                name="projects_scheme_rate_is_a_share",
                violation_error_message="Une part s’écrit entre 0 et 100 %.",
            ),
        ]

    def __str__(self):
        return self.acronym or self.name

    def get_absolute_url(self):
        return reverse("schemes:detail", args=[self.slug])

    @property
    def audience_labels(self):
        """Whom it is for, in words."""
        return [Audience(value).label for value in self.audiences if value in Audience.values]

    @property
    def purpose_labels(self):
        """What it supports, in words."""
        return [Purpose(value).label for value in self.purposes if value in Purpose.values]


class SchemePeriod(models.Model):
    """What runs between two days of a scheme: the filing of applications, a phase, the activities that it supports."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="periods", verbose_name="dispositif")
    kind = models.CharField("ce qui court", max_length=10, choices=PeriodKind, default=PeriodKind.FILING)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")

    class Meta:
        verbose_name = "période"
        ordering = ["scheme", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "kind", "starts_on"], name="projects_schemeperiod_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="projects_schemeperiod_ends_after_start",
                violation_error_message="La fin vient après le début : corrigez l’une des deux dates.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.starts_on:%d/%m/%Y}-{self.ends_on:%d/%m/%Y}"

    def covers(self, day):
        """Whether it runs on `day`."""
        return self.starts_on <= day <= self.ends_on
