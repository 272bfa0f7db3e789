"""Choices of the team's memory."""

from django.db.models import TextChoices


class InteractionKind(TextChoices):
    """How one met."""

    MEETING = "meeting", "réunion"
    CALL = "call", "appel"
    VIDEO = "video", "visioconférence"
    EMAIL = "email", "courriel"
    VISIT = "visit", "visite"
    PERMANENCE = "permanence", "permanence"


class Belonging(TextChoices):
    """Which actors a segment keeps, by their membership."""

    ANY = "", "membres et non-membres"
    MEMBERS = "members", "membres aujourd’hui"
    OTHERS = "others", "non-membres aujourd’hui"
