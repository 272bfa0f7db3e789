"""Choices of trainings."""

from django.db.models import TextChoices


class Nature(TextChoices):
    """What a module teaches; empty where nobody said."""

    METHODOLOGICAL = "methodologique", "Méthodologique"
    TECHNICAL = "technique", "Technique"
