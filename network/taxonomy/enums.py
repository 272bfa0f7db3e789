"""Vocabulary that is code rather than data."""

from django.db.models import IntegerChoices, TextChoices


class Mission(IntegerChoices):
    """The network's six missions; trainings, events, publications and budget lines each belong to one."""

    IDENTIFICATION = 1, "Identification"
    INFORMATION = 2, "Information et représentation"
    SUPPORT = 3, "Appui aux porteurs de projets"
    ANIMATION = 4, "Animation"
    ECSI = 5, "Éducation à la citoyenneté et à la solidarité internationale"
    MOBILITY = 6, "Mobilité internationale"


class College(TextChoices):
    """The four collèges of the network; each has its colour and its shape."""

    LOCAL_AUTHORITY = "collectivites", "Collectivités territoriales"
    NON_PROFIT = "associations", "Associations"
    EDUCATION = "enseignement", "Enseignement et recherche"
    BUSINESS = "economie", "Acteurs économiques"
