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
