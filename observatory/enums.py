"""Values that the observatory keeps."""

from django.db import models


class Sort(models.TextChoices):
    """What a frozen sheet was."""

    ACTOR = "actor", "acteur"
    PROJECT = "project", "projet"


class Section(models.TextChoices):
    """The parts of the page and of the report; the team may comment on each."""

    KEY = "essentiel", "L’essentiel"
    WORLD = "monde", "Où dans le monde"
    WHO = "acteurs", "Qui agit"
    WHY = "thematiques", "Pour quoi"
    WHEN = "temps", "Quand et jusqu’où"
    MEANS = "moyens", "Avec quels moyens"
    REGION = "region", "Depuis où dans la région"
