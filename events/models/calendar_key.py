"""The secret address of a person's own calendar feed."""

from secrets import token_urlsafe

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse


def new_number():
    """A number that nobody guesses."""
    return token_urlsafe(24)


class CalendarKey(models.Model):
    """Opens the feed of a person's registrations; renewing or revoking it closes the address given before.

    The address holds this number with a signature: who reads the table alone cannot write it.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_key", verbose_name="personne")
    number = models.CharField(max_length=40, unique=True, default=new_number, editable=False)
    created_at = models.DateTimeField("créée le", auto_now_add=True)

    class Meta:
        verbose_name = "adresse de calendrier personnel"
        verbose_name_plural = "adresses de calendriers personnels"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"calendrier de {self.user}"

    @staticmethod
    def signer():
        """What signs the numbers."""
        return signing.Signer(sep=".", salt="events.calendar")

    def get_absolute_url(self):
        return reverse("events:personal_feed", args=[self.signer().sign(self.number)])

    @classmethod
    def opened_by(cls, secret):
        """The key that an address names, or None."""
        try:
            return cls.objects.select_related("user").filter(number=cls.signer().unsign(secret), user__is_active=True).first()
        except signing.BadSignature:
            return None
