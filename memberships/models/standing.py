"""How an organisation comes into the network, and leaves it."""

from django.db import models
from django.db.models import Q

from actors.models import Actor
from memberships.enums import Body, DepartureKind, RequestState
from memberships.models.people import person


class JoinRequest(models.Model):
    """A representative asks for their organisation's membership (demande d’adhésion); the team answers."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="join_requests", verbose_name="acteur")
    message = models.TextField("message", max_length=2000, blank=True)
    asked_by = person("demandée par")
    asked_at = models.DateTimeField("demandée le", auto_now_add=True)
    state = models.CharField("état", max_length=10, choices=RequestState, default=RequestState.WAITING)
    reason = models.TextField("motif du refus", max_length=2000, blank=True)
    decided_by = person("traitée par")
    decided_at = models.DateTimeField("traitée le", null=True, blank=True)

    class Meta:
        verbose_name = "demande d’adhésion"
        verbose_name_plural = "demandes d’adhésion"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["actor"], condition=Q(state=RequestState.WAITING), name="memberships_request_one_waiting"),
            models.CheckConstraint(condition=~Q(state=RequestState.REFUSED) | ~Q(reason=""), name="memberships_refusal_has_reason"),
        ]

    def __str__(self):
        return f"Demande d’adhésion de {self.actor}"


class Departure(models.Model):
    """A resignation or an exclusion (démission, radiation): `last_day` is the last day of membership."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="departures", verbose_name="acteur")
    kind = models.CharField("nature", max_length=10, choices=DepartureKind)
    last_day = models.DateField("dernier jour d’adhésion")
    decided_on = models.DateField("décidée ou reçue le")
    body = models.CharField("instance", max_length=10, choices=Body, blank=True, help_text="Celle qui a décidé, ou pris acte.")
    reason = models.TextField("motif", max_length=2000, blank=True)
    recorded_by = person("saisie par")
    recorded_at = models.DateTimeField("saisie le", auto_now_add=True)
    undone_at = models.DateTimeField("annulée le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "départ"
        ordering = ["-last_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=DepartureKind.EXCLUSION) | (~Q(body="") & ~Q(reason="")),
                name="memberships_exclusion_has_body_and_reason",
                violation_error_message="Une radiation est décidée par une instance, avec un motif.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display().capitalize()} de {self.actor}"
