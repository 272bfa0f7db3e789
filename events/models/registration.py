"""Who takes part: places, registrations, answers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from actors.models import Actor
from events.enums import ACTIVE, CancelCause, Presence, RegistrationState
from events.models.event import Event
from events.models.programme import Question, Talk
from events.querysets import RegistrationQuerySet


class Seating(models.Model):
    """The places of an event for one way of being there (jauge); without a number, there is room for all.

    `taken` counts the registrations that hold one; PostgreSQL keeps it (migration 0002) and refuses more than there are.
    Whoever gives, frees or changes a place locks this row first.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="seatings", verbose_name="rencontre")
    presence = models.CharField("présence", max_length=12, choices=Presence)
    places = models.PositiveIntegerField("places", null=True, blank=True, help_text="Vide\u00a0: sans limite.")
    taken = models.PositiveIntegerField("places prises", default=0, editable=False)

    class Meta:
        verbose_name = "jauge"
        ordering = ["event", "-presence"]
        constraints = [
            models.UniqueConstraint(fields=["event", "presence"], name="events_seating_once"),
            models.UniqueConstraint(fields=["id", "event"], name="events_seating_of_event"),
            models.CheckConstraint(
                condition=Q(places=None) | Q(taken__lte=F("places")),
                name="events_seating_never_too_many",
                violation_error_message="Davantage de places sont déjà données\u00a0: annulez d’abord des inscriptions.",
            ),
        ]

    def __str__(self):
        return f"{self.get_presence_display()}, {self.event}"

    @property
    def left(self):
        """How many places are free; None when there is no limit."""
        return None if self.places is None else self.places - self.taken

    @property
    def is_full(self):
        """Whether the next person waits."""
        return self.left == 0


class Registration(models.Model):
    """One person at one event (inscription). One active registration per address; `rank` is the order of arrival at its places."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations", verbose_name="rencontre")
    seating = models.ForeignKey(Seating, models.PROTECT, related_name="registrations", verbose_name="présence")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="registrations", verbose_name="compte"
    )
    name = models.CharField("prénom et nom", max_length=120)
    email = models.EmailField("adresse électronique")
    actor = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="registrations", verbose_name="structure de l’annuaire"
    )
    organisation = models.CharField("autre structure", max_length=160, blank=True)
    state = models.CharField("état", max_length=10, choices=RegistrationState, editable=False)
    rank = models.PositiveIntegerField("rang d’arrivée", null=True, blank=True, editable=False)
    offered_until = models.DateTimeField("place proposée jusqu’au", null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True, editable=False)
    cancel_cause = models.CharField("annulée", max_length=12, choices=CancelCause, blank=True, editable=False)
    is_listed = models.BooleanField("accepte d’être dans la liste montrée aux autres", default=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="inscrit·e par"
    )
    needs = models.CharField("besoins particuliers", max_length=300, blank=True, help_text="Accès, langue des signes, repas…")
    is_erased = models.BooleanField("personne effacée", default=False, editable=False)
    is_demo = models.BooleanField("démonstration", default=False, editable=False)
    created_at = models.DateTimeField("reçue le", auto_now_add=True)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription"
        ordering = ["event", "seating", F("rank").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["seating", "rank"], name="events_registration_queue", condition=Q(state="waiting")),
            models.Index(fields=["offered_until"], name="events_registration_offers", condition=Q(state="offered")),
            models.Index(Lower("email"), name="events_registration_email"),
        ]
        constraints = [
            models.UniqueConstraint(
                "event", Lower("email"), condition=~Q(state="cancelled"), name="events_registration_once",
                violation_error_message="Cette adresse est déjà inscrite à cette rencontre.",
            ),
            models.UniqueConstraint(fields=["seating", "rank"], name="events_registration_rank_once"),
            models.CheckConstraint(
                condition=Q(state__in=[*ACTIVE], rank__isnull=False) | Q(state="unverified", rank=None) | Q(state="cancelled"),
                name="events_registration_ranked",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False) | (~Q(state="offered") & Q(offered_until=None)),
                name="events_registration_offer_ends",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False), name="events_registration_confirmed_has_date"
            ),
            models.CheckConstraint(
                condition=(Q(state="cancelled", cancelled_at__isnull=False) & ~Q(cancel_cause=""))
                | (~Q(state="cancelled") & Q(cancelled_at=None, cancel_cause="")),
                name="events_registration_cancelled_says_why",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.name}, {self.event}"

    @property
    def holds_a_place(self):
        """Whether a place is kept for this person."""
        return self.state in (RegistrationState.CONFIRMED, RegistrationState.OFFERED)


class Answer(models.Model):
    """What a registered person answered; several choices stand one a line."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers", verbose_name="inscription")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name="question")
    text = models.TextField("réponse", max_length=2000)

    class Meta:
        verbose_name = "réponse"
        ordering = ["registration", "question__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="events_answer_once")]

    def __str__(self):
        return self.text


class TalkChoice(models.Model):
    """A talk that a registered person picked. PostgreSQL refuses two at once, and more than the talk has places (migration 0002)."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="talk_choices", verbose_name="inscription")
    talk = models.ForeignKey(Talk, models.CASCADE, related_name="choices", verbose_name="intervention")

    class Meta:
        verbose_name = "intervention choisie"
        verbose_name_plural = "interventions choisies"
        ordering = ["registration", "talk__starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["registration", "talk"], name="events_talkchoice_once")]

    def __str__(self):
        return str(self.talk)
