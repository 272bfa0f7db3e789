"""What somebody wrote to an organisation through the portal."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from actors.models.actor import Actor
from actors.models.contact import Contact


class ContactMessage(models.Model):
    """A message by the form of an actor's page. `form_key` is of one showing of the form: sent twice, it is one message."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="messages", verbose_name="acteur")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="messages", verbose_name="à l’attention de")
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="sent_messages", verbose_name="compte"
    )
    name = models.CharField("nom", max_length=150)
    email = models.EmailField("adresse pour la réponse")
    body = models.TextField("message", max_length=5000)
    to_team = models.BooleanField("remis à l’équipe", default=False)
    form_key = models.CharField("clé du formulaire", max_length=32, unique=True, editable=False)
    created_at = models.DateTimeField("écrit le", default=timezone.now)

    class Meta:
        verbose_name = "message reçu"
        verbose_name_plural = "messages reçus"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["actor", "-created_at"], name="actors_message_of_a_day")]

    def __str__(self):
        return f"Message {self.pk} pour {self.actor}"
