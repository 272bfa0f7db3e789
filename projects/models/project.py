"""A project and where it happens."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actors.enums import Provenance
from actors.models import Actor
from network.moderation.models import Publishable
from network.taxonomy.models import Country, Goal, Sector, Theme
from projects.enums import Progress
from projects.querysets import ProjectQuerySet


class Project(Publishable):
    """What an organisation of the region does in the world, or about the world, with others (projet, initiative)."""

    title = models.CharField("titre", max_length=200)
    slug = models.SlugField("adresse", max_length=90, unique=True)
    summary = models.TextField("résumé", blank=True, max_length=600)
    description = models.TextField("description", blank=True, max_length=12000)
    title_en = models.CharField("titre en anglais", max_length=200, blank=True)
    summary_en = models.TextField("résumé en anglais", blank=True, max_length=600)
    lead = models.ForeignKey(Actor, models.PROTECT, related_name="led_projects", verbose_name="porteur")
    themes = models.ManyToManyField(Theme, verbose_name="thématiques", related_name="projects", blank=True)
    goals = models.ManyToManyField(
        Goal,
        verbose_name="objectifs de développement durable",
        related_name="projects",
        blank=True,
        help_text="Vide : ceux des thématiques.",
    )
    sectors = models.ManyToManyField(Sector, verbose_name="secteurs CAD", related_name="projects", blank=True)
    starts_on = models.DateField("début", null=True, blank=True)
    ends_on = models.DateField("fin", null=True, blank=True)
    progress = models.CharField("avancement", max_length=12, choices=Progress, blank=True)
    progress_note = models.CharField(
        "origine de l’avancement", max_length=200, blank=True, help_text="Quand il est déduit d’une source et non déclaré."
    )
    budget = models.DecimalField(
        "budget total, en euros", max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    seeks_partners = models.BooleanField("cherche des partenaires", default=False)
    partners_sought = models.TextField("partenaires recherchés", blank=True, max_length=1000)
    previous = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="next_projects", verbose_name="suite de", editable=False
    )
    provenance = models.CharField("origine de la fiche", max_length=15, choices=Provenance, default=Provenance.DECLARED)
    source = models.CharField("source", max_length=250, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = ProjectQuerySet.as_manager()

    NAMELESS = "projet"
    RESERVED_SLUGS = frozenset(
        {"nouveau", "ajouter", "referencer", "partenariats", "carte", "export", "comparer", "radar", "secteurs", "acteur"}
    )

    class Meta(Publishable.Meta):
        verbose_name = "projet"
        ordering = ["title", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="projects_project_ends_after_start",
                violation_error_message="La fin vient après le début : corrigez l’une des deux dates.",
            ),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="projects_project_budget_positive"),
            models.CheckConstraint(condition=~Q(previous=F("pk")), name="projects_project_not_its_own_sequel"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:detail", args=[self.slug])

    @property
    def tells_amounts(self):
        """Whether its amounts leave with files and open data: those of a person who trades alone do not (decision 19)."""
        return not self.lead.sole_trader


class Place(models.Model):
    """Where a project happens: a country, and as far as it is known a region or a town, and a point (WGS 84, degrees)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="places", verbose_name="projet")
    country = models.ForeignKey(Country, models.PROTECT, related_name="places", verbose_name="pays")
    town = models.CharField("région ou ville", max_length=120, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    latitude = models.FloatField("latitude", null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])

    class Meta:
        verbose_name = "lieu"
        verbose_name_plural = "lieux"
        ordering = ["pk"]
        indexes = [models.Index(fields=["latitude"], condition=Q(latitude__isnull=False), name="projects_place_by_latitude")]
        constraints = [
            models.UniqueConstraint(fields=["project", "country", "town"], name="projects_place_once"),
            models.CheckConstraint(
                condition=(Q(longitude=None) & Q(latitude=None))
                | (Q(longitude__gte=-180) & Q(longitude__lte=180) & Q(latitude__gte=-90) & Q(latitude__lte=90)),
                name="projects_place_point_whole",
                violation_error_message="Un point a une longitude (de -180 à 180) et une latitude (de -90 à 90).",
            ),
        ]

    def __str__(self):
        return f"{self.town}, {self.country}" if self.town else str(self.country)
