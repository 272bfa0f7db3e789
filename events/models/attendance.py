"""Who was there."""

from django.conf import settings
from django.db import models

from events.enums import Mark, MarkMeans
from events.models.event import Slot
from events.models.registration import Registration


class Attendance(models.Model):
    """Whether a registered person was at a slot. Only who held a place can be present or absent: PostgreSQL sees to it."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="attendances", verbose_name="inscription")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="attendances", verbose_name="séance")
    mark = models.CharField("pointage", max_length=8, choices=Mark)
    means = models.CharField("moyen", max_length=10, choices=MarkMeans)
    marked_at = models.DateTimeField("pointé le", help_text="À l’heure de l’appareil qui a pointé, même hors ligne.")
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pointé par"
    )

    class Meta:
        verbose_name = "pointage"
        ordering = ["slot", "registration"]
        constraints = [models.UniqueConstraint(fields=["registration", "slot"], name="events_attendance_once")]

    def __str__(self):
        return f"{self.registration.name}\u00a0: {self.get_mark_display()}"
