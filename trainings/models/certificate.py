"""What attests that somebody attended."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from events.models import Registration


class Certificate(models.Model):
    """A certificate of attendance (attestation): numbered in its year, and a code that lets whoever holds the paper check it.

    `shown` is what it says, as it was when it was issued: name, organisation, title, slots with their hours. A later change of
    the registration or of the module does not change the paper that somebody already has.
    """

    registration = models.OneToOneField(Registration, models.PROTECT, related_name="certificate", verbose_name="inscription")
    year = models.PositiveSmallIntegerField("année")
    number = models.PositiveIntegerField("numéro")
    code = models.CharField("code de vérification", max_length=20, unique=True)
    minutes = models.PositiveIntegerField("minutes suivies")
    shown = models.JSONField("ce qu’elle atteste")
    issued_at = models.DateTimeField("établie le", auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="établie par"
    )
    revoked_at = models.DateTimeField("retirée le", null=True, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "attestation"
        ordering = ["-year", "-number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["is_demo", "year", "number"], name="trainings_certificate_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0, minutes__gt=0), name="trainings_certificate_attests_something"),
        ]

    def __str__(self):
        return f"Attestation {self.label}"

    def get_absolute_url(self):
        return reverse("certificates:check", args=[self.code])

    @property
    def label(self):
        """« 2027-0042 », with « DEMO- » before those of the demonstration."""
        return f"{'DEMO-' if self.is_demo else ''}{self.year}-{self.number:04d}"
