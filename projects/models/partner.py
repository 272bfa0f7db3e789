"""Who takes part in a project besides its lead."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q

from actors.models import Actor
from actors.websites import WebsiteField
from network.taxonomy.models import Country
from projects.enums import TAKING_PART, PartnerRole, PartnershipStatus
from projects.models.project import Project
from projects.querysets import PartnerOrganisationQuerySet, PartnershipQuerySet


class PartnerOrganisation(models.Model):
    """An organisation that is not of the region and works with its actors: found again from one project to the next."""

    name = models.CharField("nom", max_length=200)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="partner_organisations", verbose_name="pays")
    town = models.CharField("ville", max_length=120, blank=True)
    website = WebsiteField("site internet", blank=True)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="absorbed", verbose_name="fusionnée avec"
    )
    told_apart = models.ManyToManyField("self", blank=True, editable=False, verbose_name="distincte de")
    is_demo = models.BooleanField("démonstration", default=False, editable=False)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = PartnerOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisation partenaire"
        verbose_name_plural = "organisations partenaires"
        ordering = ["name", "pk"]
        indexes = [GinIndex(OpClass(Func(F("name"), function="plain"), name="gin_trgm_ops"), name="projects_partner_by_name")]
        constraints = [models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="projects_partner_not_into_itself")]

    def __str__(self):
        return f"{self.name} ({self.country})" if self.country else self.name

    @property
    def standstill(self):
        """Why nothing may be written on it, in words; empty as long as it stands."""
        return f"«\u00a0{self.name}\u00a0» est fusionnée avec «\u00a0{self.merged_into}\u00a0»." if self.merged_into else ""


class Partnership(models.Model):
    """An actor of the directory, or an organisation from elsewhere, that takes part in a project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="partnerships", verbose_name="projet")
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="partnerships", verbose_name="acteur")
    organisation = models.ForeignKey(
        PartnerOrganisation, models.PROTECT, null=True, blank=True, related_name="partnerships", verbose_name="organisation"
    )
    role = models.CharField("rôle", max_length=12, choices=PartnerRole, default=PartnerRole.OTHER)
    status = models.CharField("état", max_length=10, choices=PartnershipStatus, default=PartnershipStatus.DECLARED, editable=False)
    asked_at = models.DateTimeField("demandé le", null=True, blank=True, editable=False)
    answered_at = models.DateTimeField("réponse donnée le", null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="réponse donnée par",
    )
    reason = models.CharField("motif", max_length=500, blank=True, editable=False)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = "partenariat"
        ordering = ["project", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(actor=None, organisation__isnull=False) | Q(actor__isnull=False, organisation=None),
                name="projects_partnership_one_partner",
                violation_error_message="Un partenaire est un acteur de l’annuaire ou une organisation d’ailleurs, pas les deux.",
            ),
            models.UniqueConstraint(fields=["project", "actor"], name="projects_partnership_actor_once"),
            models.UniqueConstraint(fields=["project", "organisation"], name="projects_partnership_organisation_once"),
            models.CheckConstraint(
                condition=~Q(status=PartnershipStatus.REFUSED) | Q(actor__isnull=False), name="projects_partnership_actors_answer"
            ),
        ]

    def __str__(self):
        return f"{self.partner}, {self.project}"

    @property
    def partner(self):
        """The actor or the organisation."""
        return self.actor or self.organisation

    @property
    def takes_part(self):
        """Whether the public sheet names it."""
        return self.status in TAKING_PART
