"""The lists that funders publish or send: how each is read, and the rows that wait for a person."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actors.models import Actor
from projects.enums import RowState
from projects.models.funding import Funding
from projects.models.project import Project
from projects.models.scheme import Scheme
from projects.querysets import FundingRowQuerySet


class FundingSource(models.Model):
    """A funder's list that comes again (liste de financeur). `mapping` is how the team matched its columns the last time:
    heading → name of a column of the import."""

    name = models.CharField("nom de la liste", max_length=160, unique=True, help_text="Tel que les fiches la citeront comme source.")
    funder = models.CharField("financeur", max_length=160, help_text="Quand une ligne n’en nomme pas un autre.")
    funder_actor = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="funding_lists", verbose_name="financeur dans l’annuaire"
    )
    scheme = models.ForeignKey(
        Scheme, models.SET_NULL, null=True, blank=True, related_name="funding_lists", verbose_name="dispositif",
        help_text="Quand une ligne n’en nomme pas un autre.",
    )  # fmt: skip
    mapping = models.JSONField("colonnes retenues", default=dict, blank=True, editable=False)
    used_at = models.DateTimeField("dernier import", null=True, blank=True, editable=False)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    class Meta:
        verbose_name = "liste de financeur"
        verbose_name_plural = "listes de financeurs"
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class FundingRow(models.Model):
    """A row of a list of which the portal cannot tell alone whose project it is (ligne à rapprocher). Somebody says; it stays said."""

    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="rows", verbose_name="liste")
    key = models.CharField("clé", max_length=80, editable=False)
    line = models.PositiveIntegerField("ligne")
    file = models.CharField("fichier", max_length=200, blank=True)
    said = models.JSONField("ce que dit la ligne", default=dict)
    beneficiary = models.CharField("bénéficiaire", max_length=250)
    year = models.PositiveSmallIntegerField("année")
    funder = models.CharField("financeur", max_length=160)
    scheme = models.ForeignKey(Scheme, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="dispositif")
    purpose = models.TextField("objet", blank=True)
    countries = ArrayField(models.CharField(max_length=3), verbose_name="pays", default=list, blank=True)
    amounts = models.JSONField("montants", default=dict)
    dated = models.DateField("date de la liste", null=True, blank=True)
    actor = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="funding_rows", verbose_name="acteur le plus proche"
    )
    reasons = ArrayField(models.TextField(), verbose_name="pourquoi elle attend", default=list, blank=True)
    state = models.CharField("état", max_length=10, choices=RowState, default=RowState.WAITING, editable=False)
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, editable=False, related_name="list_rows", verbose_name="projet retenu"
    )
    funding = models.ForeignKey(Funding, models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="décidé par"
    )
    decided_at = models.DateTimeField("décidé le", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("reçue le", auto_now_add=True)

    objects = FundingRowQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne à rapprocher"
        verbose_name_plural = "lignes à rapprocher"
        ordering = ["created_at", "line", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="projects_fundingrow_once"),
            models.CheckConstraint(
                condition=Q(state=RowState.WAITING) | Q(decided_at__isnull=False), name="projects_fundingrow_decided_has_date"
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="projects_rows_waiting", condition=Q(state=RowState.WAITING))]

    def __str__(self):
        return f"{self.beneficiary}, {self.year}"

    def get_absolute_url(self):
        return reverse("admin:projects_fundingrow_change", args=[self.pk])
