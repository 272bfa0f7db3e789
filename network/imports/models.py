"""A file on its way into the database: what it is, how it is read, where it stands; and its lines, kept apart until confirmed."""

import uuid
from pathlib import Path

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from network.imports.enums import AT_WORK, State
from network.imports.querysets import ImportQuerySet
from network.ui.french import number, plural


class Import(models.Model):
    """One file sent by one person. `options` says how it is read and matched, `counts` how many lines are in each status.

    While a worker checks or writes it, it belongs to the one that holds `token` and gives signs of life in `heartbeat_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("sorte", max_length=40)
    name = models.CharField("nom du fichier", max_length=200)
    file = models.CharField("fichier", max_length=80, blank=True)
    checksum = models.CharField("somme SHA-256", max_length=64)
    size = models.PositiveBigIntegerField("taille")
    described = models.CharField("format", max_length=200, blank=True)
    warnings = ArrayField(models.TextField(), verbose_name="remarques", default=list, blank=True)
    state = models.CharField("état", max_length=10, choices=State, default=State.READ)
    options = models.JSONField("options", default=dict, blank=True)
    counts = models.JSONField("lignes par état", default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="par")
    created_at = models.DateTimeField("envoyé le", default=timezone.now)
    moved_at = models.DateTimeField("changé d’état le", default=timezone.now)
    called_at = models.DateTimeField("confié à la file le", null=True, blank=True)
    heartbeat_at = models.DateTimeField("dernier signe de vie", null=True, blank=True)
    token = models.UUIDField("jeton du travail", null=True, blank=True, editable=False)
    worker = models.CharField("travailleur", max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField("tentatives", default=0)
    done = models.PositiveIntegerField("fait", default=0)
    total = models.PositiveIntegerField("à faire", default=0)
    error = models.TextField("cause de l’échec", blank=True)
    message = models.CharField("ce qui est dit à la personne", max_length=400, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(token=None) | Q(state__in=AT_WORK, heartbeat_at__isnull=False), name="imports_held_at_work")
        ]
        indexes = [models.Index(fields=["heartbeat_at"], name="imports_at_work", condition=Q(state__in=AT_WORK))]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("admin:imports_import_change", args=[self.pk])

    @property
    def path(self):
        """Where its file is."""
        return Path(settings.MEDIA_ROOT) / self.file

    @property
    def is_moving(self):
        """Whether a worker has it, or should have."""
        return self.state in AT_WORK

    @property
    def lines(self):
        """How many lines it has."""
        return sum(self.counts.values())

    @property
    def words(self):
        """« 4 000 lignes sur 100 000 »"""
        return f"{plural(self.done, 'ligne')} sur {number(self.total)}" if self.total else plural(self.done, "ligne")


class StagedLine(models.Model):
    """A line of a file as a kind of import understood it. Each kind adds its own columns; nothing else reads them.

    The tables are not logged: after a crash of PostgreSQL they are empty, and the import says that it must be checked again.
    """

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch = models.ForeignKey(Import, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    line = models.PositiveIntegerField()
    status = models.CharField(max_length=10)
    reasons = ArrayField(models.TextField(), default=list)
    decision = models.CharField(max_length=10, blank=True)

    class Meta:
        abstract = True


class StagedRow(StagedLine):
    """A row of a list, for the kinds that need no table of their own (see `network.imports.rows`)."""

    said = models.JSONField(default=dict)
    problems = ArrayField(models.TextField(), default=list)
    values = models.JSONField(default=dict)
    shown = ArrayField(models.TextField(), default=list)
    target = models.TextField(blank=True)
    about = models.JSONField(default=list)

    class Meta:
        verbose_name = "ligne d’une liste"
        verbose_name_plural = "lignes de listes"
        ordering = ["batch", "line"]

    def __str__(self):
        return f"{self.line}. {' · '.join(self.shown)}"
