"""Where an e-mail stands."""

from django.db import models


class Status(models.TextChoices):
    """From queued to sent. `next_try_at` says when a failed one is tried again; without it, it was given up."""

    QUEUED = "queued", "en attente"
    SENDING = "sending", "en cours d’envoi"
    SENT = "sent", "envoyé"
    FAILED = "failed", "en échec"
    DOUBTFUL = "doubtful", "incertain"
    EXPIRED = "expired", "périmé"


class WordingState(models.TextChoices):
    """Where a rewording stands: one draft and one in use at most for each kind of e-mail."""

    DRAFT = "draft", "brouillon"
    CURRENT = "current", "en service"
    PAST = "past", "ancien texte"
