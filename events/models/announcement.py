"""What those registered are told, once each."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from events.enums import AnnouncementKind
from events.models.event import Event
from events.models.registration import Registration


class Announcement(models.Model):
    """A change, a cancellation or a message of the team about an event (annonce). `sequence` is that of the calendar file."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="announcements", verbose_name="rencontre")
    kind = models.CharField("sorte", max_length=12, choices=AnnouncementKind)
    subject = models.CharField("objet", max_length=150, blank=True)
    text = models.TextField("message", blank=True, max_length=5000)
    before = models.JSONField("avant", default=dict, blank=True)
    after = models.JSONField("après", default=dict, blank=True)
    sequence = models.PositiveIntegerField("révision", null=True, blank=True)
    people = models.PositiveIntegerField("personnes concernées", default=0)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par")

    class Meta:
        verbose_name = "annonce"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "sequence"], condition=Q(sequence__isnull=False), name="events_announcement_sequence")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.event}"


class Recipient(models.Model):
    """Somebody an announcement is for; `written_at` once their e-mail is a row."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="recipients", verbose_name="annonce")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="announcements", verbose_name="inscription")
    written_at = models.DateTimeField("courriel écrit le", null=True, blank=True)

    class Meta:
        verbose_name = "destinataire"
        ordering = ["announcement", "pk"]
        constraints = [models.UniqueConstraint(fields=["announcement", "registration"], name="events_recipient_once")]
        indexes = [models.Index(fields=["announcement", "id"], name="events_recipient_to_write", condition=Q(written_at=None))]

    def __str__(self):
        return str(self.registration)
