"""An invitation to represent an organisation: one link, one use, fourteen days."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from actors.enums import InvitationOutcome, Role
from actors.models.actor import Actor
from actors.querysets import InvitationQuerySet


class Invitation(models.Model):
    """Somebody is asked, by e-mail, to represent an actor. The link is kept as its SHA-256 sum alone."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="invitations", verbose_name="acteur")
    email = models.EmailField("adresse")
    role = models.CharField("rôle proposé", max_length=12, choices=Role, default=Role.CONTRIBUTOR)
    token_sum = models.CharField("somme du lien", max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="invitée par")
    created_at = models.DateTimeField("envoyée le", default=timezone.now)
    expires_at = models.DateTimeField("valable jusqu’au")
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    outcome = models.CharField("issue", max_length=10, choices=InvitationOutcome, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="réponse de"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint("actor", Lower("email"), condition=Q(closed_at=None), name="actors_invitation_one_open"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="actors_invitation_closed_says_how",
            ),
        ]

    def __str__(self):
        return f"Invitation {self.pk} de {self.actor}"

    def is_open(self, now=None):
        """Whether it can still be answered."""
        return self.closed_at is None and self.expires_at > (now or timezone.now())
