"""Values that the observatory keeps."""

from django.db import models


class Sort(models.TextChoices):
    """What a frozen sheet was."""

    ACTOR = "actor", "acteur"
    PROJECT = "project", "projet"
