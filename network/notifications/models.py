"""Every e-mail is a row first, and leaves by a task."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from network.notifications.enums import Status, WordingState
from network.notifications.querysets import EmailQuerySet, WordingQuerySet


class Email(models.Model):
    """One message to one address, as it left or will leave.

    `reply_to`: who gets the answers; the network when nobody is named.
    `attachments`: small files of text that go with it, `{"name", "type", "text"}` each, the same at each attempt.
    `message_id` is fixed when the row is made, so that a second sending can be recognised as the same message.
    `handed_over_at` is written just before the message goes to the mail server: from then on the row is never
    sent again by itself.
    """

    kind = models.CharField("sorte", max_length=60)
    to = models.EmailField("destinataire")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="emails", verbose_name="compte")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="à l’origine")
    reply_to = models.EmailField("réponses à", blank=True)
    subject = models.CharField("objet", max_length=250)
    text = models.TextField("texte", blank=True)
    html = models.TextField("HTML", blank=True)
    attachments = models.JSONField("pièces jointes", default=list, blank=True)
    status = models.CharField("état", max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField("tentatives", default=0)
    error = models.CharField("dernière erreur", max_length=80, blank=True)
    created_at = models.DateTimeField("créé le", default=timezone.now)
    next_try_at = models.DateTimeField("prochaine tentative", null=True, default=timezone.now)
    useful_until = models.DateTimeField("utile jusqu’au", null=True)
    claimed_until = models.DateTimeField("réservé jusqu’au", null=True)
    handed_over_at = models.DateTimeField("remis au serveur le", null=True)
    sent_at = models.DateTimeField("envoyé le", null=True)
    dedupe = models.CharField("clé d’unicité", max_length=120, null=True, unique=True)
    message_id = models.CharField("Message-ID", max_length=250, unique=True)

    objects = EmailQuerySet.as_manager()

    class Meta:
        verbose_name = "courriel"
        verbose_name_plural = "courriels"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="notifications_email_waiting", condition=Q(status__in=["queued", "failed", "sending"])
            ),
            models.Index(fields=["to", "-created_at"], name="notifications_email_to"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status="sent", sent_at__isnull=False) | ~Q(status="sent"), name="email_sent_has_a_date"),
            models.CheckConstraint(
                condition=Q(status="sending", claimed_until__isnull=False) | ~Q(status="sending"), name="email_sending_is_claimed"
            ),
        ]

    def __str__(self):
        """Never the subject, which may hold a code."""
        return f"Courriel {self.pk} ({self.kind})"

    def get_absolute_url(self):
        """Its page in the mailbox of the local run."""
        return reverse("notifications:message", args=[self.pk])


class EmailWording(models.Model):
    """How the team rewords one kind of e-mail: its subject, the heading inside, and the body in text and in HTML.

    A row is never changed once it was in use: the next wording is another row, so that each can be found again.
    """

    kind = models.CharField("sorte", max_length=60)
    subject = models.CharField("objet", max_length=150)
    heading = models.CharField("titre dans le message", max_length=150, blank=True, help_text="Vide : l’objet y est repris.")
    text = models.TextField("corps, en texte", max_length=20_000)
    html = models.TextField("corps, en HTML", max_length=20_000)
    state = models.CharField("état", max_length=10, choices=WordingState, default=WordingState.DRAFT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="par")
    updated_at = models.DateTimeField("écrit le", auto_now=True)
    used_from = models.DateTimeField("en service depuis le", null=True, blank=True)
    used_until = models.DateTimeField("en service jusqu’au", null=True, blank=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = "texte de courriel"
        verbose_name_plural = "textes des courriels"
        ordering = ["kind", "-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(state="current"), name="notifications_wording_one_in_use"),
            models.UniqueConstraint(fields=["kind"], condition=Q(state="draft"), name="notifications_wording_one_draft"),
            models.CheckConstraint(
                condition=Q(state="draft", used_from=None, used_until=None)
                | Q(state="current", used_from__isnull=False, used_until=None)
                | Q(state="past", used_from__isnull=False, used_until__isnull=False),
                name="notifications_wording_dates_of_use",
            ),
        ]

    def __str__(self):
        return f"{self.kind}, {self.get_state_display()}"
