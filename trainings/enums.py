"""Choices of trainings."""

from django.db.models import TextChoices


class Nature(TextChoices):
    """What a module teaches; empty where nobody said."""

    METHODOLOGICAL = "methodologique", "Méthodologique"
    TECHNICAL = "technique", "Technique"


class Moment(TextChoices):
    """When people are asked about a session."""

    BEFORE = "avant", "avant la session"
    AFTER = "apres", "juste après"
    LATER = "plus-tard", "trois mois après"


class AskedAs(TextChoices):
    """How a question of a questionnaire is answered."""

    SCALE = "echelle", "de 1 (pas du tout) à 5 (tout à fait)"
    YES_NO = "oui-non", "oui ou non"
    TEXT = "texte", "quelques mots"
