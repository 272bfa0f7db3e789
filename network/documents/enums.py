"""Choices of the documents."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a document stands."""

    QUEUED = "queued", "en attente"
    RUNNING = "running", "en préparation"
    READY = "ready", "prêt"
    FAILED = "failed", "échoué"
