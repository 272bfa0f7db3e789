"""Who signed on the screen."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from events.models.event import Slot
from events.models.programme import Speaker
from events.models.registration import Registration


class Signature(models.Model):
    """The signature of a registered person, or of who trains or speaks, for one half-day of a slot.

    `strokes` holds points only (`events.strokes`), bounded by PostgreSQL; the server draws them on the sign-in sheet.
    """

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="signatures", verbose_name="séance")
    day = models.DateField("jour")
    is_morning = models.BooleanField("le matin")
    registration = models.ForeignKey(
        Registration, models.CASCADE, null=True, blank=True, related_name="signatures", verbose_name="inscription"
    )
    speaker = models.ForeignKey(Speaker, models.CASCADE, null=True, blank=True, related_name="signatures", verbose_name="intervenant·e")
    strokes = models.JSONField("tracé")
    signed_at = models.DateTimeField("signé le")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="recueillie par"
    )

    class Meta:
        verbose_name = "signature"
        ordering = ["slot", "day", "-is_morning", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(registration=None, speaker__isnull=False) | Q(registration__isnull=False, speaker=None),
                name="events_signature_of_one",
            ),
            models.UniqueConstraint(fields=["registration", "slot", "day", "is_morning"], name="events_signature_once"),
            models.UniqueConstraint(fields=["speaker", "slot", "day", "is_morning"], name="events_signature_speaker_once"),
        ]

    def __str__(self):
        return f"{self.registration or self.speaker}, {self.day:%d/%m/%Y}"
