"""Every PDF is a row first: what it is made of, where it stands, its file."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from network.documents.enums import State
from network.documents.querysets import DocumentQuerySet
from network.ui.french import number, plural


class Document(models.Model):
    """One PDF of a kind, for given parameters and a given version of the data.

    `fingerprint` stands for kind, parameters, version and release: two documents that are not failed never share it.
    A running one belongs to the worker that holds `token` and gives signs of life in `heartbeat_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("sorte", max_length=60)
    params = models.JSONField("paramètres", default=dict)
    version = models.CharField("version des données", max_length=80)
    release = models.CharField("version du portail", max_length=20)
    fingerprint = models.CharField("empreinte", max_length=64, editable=False)
    title = models.CharField("titre", max_length=200)
    state = models.CharField("état", max_length=10, choices=State, default=State.QUEUED)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="demandé par"
    )
    created_at = models.DateTimeField("demandé le", default=timezone.now)
    asked_at = models.DateTimeField("demandé en dernier le", default=timezone.now)
    called_at = models.DateTimeField("confié à la file le", null=True, blank=True)
    started_at = models.DateTimeField("commencé le", null=True, blank=True)
    finished_at = models.DateTimeField("fini le", null=True, blank=True)
    heartbeat_at = models.DateTimeField("dernier signe de vie", null=True, blank=True)
    token = models.UUIDField("jeton du travail", null=True, blank=True, editable=False)
    worker = models.CharField("travailleur", max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField("tentatives", default=0)
    done = models.PositiveIntegerField("fait", default=0)
    total = models.PositiveIntegerField("à faire", default=0)
    unit = models.CharField("unité", max_length=40, default="page")
    file = models.CharField("fichier", max_length=80, blank=True)
    checksum = models.CharField("somme SHA-256", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("taille", default=0)
    pages = models.PositiveIntegerField("pages", default=0)
    subjects = models.JSONField("objets montrés", default=list, blank=True)
    error = models.TextField("cause de l’échec", blank=True)
    message = models.CharField("ce qui est dit à la personne", max_length=250, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["fingerprint"], condition=~Q(state=State.FAILED), name="documents_never_made_twice"),
            models.CheckConstraint(
                condition=~Q(state=State.READY) | (~Q(file="") & Q(pages__gt=0, size__gt=0)), name="documents_ready_has_its_file"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RUNNING) | Q(token__isnull=False, heartbeat_at__isnull=False), name="documents_running_is_held"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "heartbeat_at"], name="documents_at_work", condition=Q(state__in=["queued", "running"])),
            models.Index(fields=["asked_at"], name="documents_by_last_asked"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("documents:detail", args=[self.pk])

    @property
    def path(self):
        """Where its file is."""
        return Path(settings.MEDIA_ROOT) / self.file

    @property
    def words(self):
        """« 43 fiches sur 218 »"""
        return f"{plural(self.done, self.unit)} sur {number(self.total)}"

    @property
    def is_ready(self):
        """Whether it can be downloaded."""
        return self.state == State.READY

    @property
    def is_failed(self):
        """Whether it has to be asked for again."""
        return self.state == State.FAILED

    @property
    def is_waiting(self):
        """Whether no worker has begun."""
        return self.state == State.QUEUED

    @property
    def is_over(self):
        """Whether nothing more will happen by itself."""
        return self.state in (State.READY, State.FAILED)


class Request(models.Model):
    """A person asked for a document: it stands in their list, and they are told when it took long."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="requests", verbose_name="document")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="document_requests", verbose_name="compte")
    asked_at = models.DateTimeField("demandé le", default=timezone.now)
    wants_mail = models.BooleanField("prévenir par courriel", default=True)

    class Meta:
        verbose_name = "demande de document"
        verbose_name_plural = "demandes de documents"
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="documents_request_once")]

    def __str__(self):
        return f"{self.document}, {self.user}"
