"""How many people the network wants to train."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


class Target(models.Model):
    """The participations in trainings that a year aims at (objectif de l’année)."""

    year = models.PositiveSmallIntegerField("année", unique=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    participations = models.PositiveIntegerField("participations visées", validators=[MinValueValidator(1)])
    source = models.CharField("source", max_length=250, blank=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "objectif de l’année"
        verbose_name_plural = "objectifs de l’année"
        ordering = ["-year"]
        constraints = [models.CheckConstraint(condition=Q(participations__gt=0), name="trainings_target_aims_at_some")]

    def __str__(self):
        return f"{self.year}\u00a0: {self.participations} participations"
