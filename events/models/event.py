"""A meeting and when it takes place."""

from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from events.enums import Audience, EventKind, EventState, Format
from events.models.group import WorkingGroup
from events.querysets import EventQuerySet
from network.taxonomy.enums import Mission
from network.taxonomy.models import Country, Municipality, Theme


class Series(models.Model):
    """Meetings that follow each other (cycle)."""

    title = models.CharField("titre", max_length=160)
    slug = models.SlugField("adresse", max_length=90, unique=True)
    presentation = models.TextField("présentation", blank=True, max_length=4000)
    source = models.CharField("source", max_length=250, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)

    NAMELESS, RESERVED_SLUGS = "cycle", frozenset()

    class Meta:
        verbose_name = "cycle"
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title


class Event(models.Model):
    """A meeting (rencontre), or what a training session stands on.

    When it takes place is said by its slots; while none is known, by a period (`period_starts_on`, `period_ends_on`) such as
    « mars 2021 »; while nothing is known, it is « date à venir ». `uid` and `sequence` are those of its calendar file (RFC 5545).
    """

    kind = models.CharField("sorte", max_length=12, choices=EventKind)
    mission = models.PositiveSmallIntegerField("mission", choices=Mission, default=Mission.ANIMATION)
    title = models.CharField("titre", max_length=200)
    slug = models.SlugField("adresse", max_length=90, unique=True)
    pitch = models.CharField("accroche", max_length=240, blank=True)
    description = models.TextField("description", blank=True, max_length=12000)
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name="cycle")
    group = models.ForeignKey(WorkingGroup, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="groupe de travail")
    organisers = models.ManyToManyField(
        Actor, verbose_name="organisée par", related_name="organised_events", blank=True, help_text="Personne\u00a0: le réseau."
    )
    partners = models.ManyToManyField(Actor, verbose_name="partenaires de l’annuaire", related_name="partner_events", blank=True)
    other_partners = models.CharField("autres partenaires", max_length=250, blank=True)
    countries = models.ManyToManyField(Country, verbose_name="pays", related_name="events", blank=True)
    themes = models.ManyToManyField(Theme, verbose_name="thématiques", related_name="events", blank=True)
    period_starts_on = models.DateField("période connue, du", null=True, blank=True)
    period_ends_on = models.DateField("au", null=True, blank=True)
    format = models.CharField("format", max_length=12, choices=Format, blank=True)
    place = models.CharField("lieu", max_length=160, blank=True)
    street = models.CharField("adresse postale", max_length=200, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="commune")
    town = models.CharField("ville hors de la région", max_length=120, blank=True)
    room_link = models.URLField(
        "lien de la salle vidéo", blank=True, max_length=500,
        help_text="Montré aux seules personnes inscrites, à partir de la veille.",
    )  # fmt: skip
    audience = models.CharField("public", max_length=10, choices=Audience, default=Audience.PUBLIC)
    takes_registrations = models.BooleanField("sur inscription", default=True)
    registration_opens_at = models.DateTimeField("ouverture des inscriptions", null=True, blank=True)
    registration_closes_at = models.DateTimeField(
        "clôture des inscriptions", null=True, blank=True, help_text="Vide\u00a0: au début de la première séance."
    )
    offer_hours = models.PositiveSmallIntegerField(
        "heures pour accepter une place libérée", default=48, validators=[MaxValueValidator(720)],
        help_text="0\u00a0: la place est donnée d’office à la première personne en attente.",
    )  # fmt: skip
    shows_participants = models.BooleanField(
        "montrer qui vient", default=False, help_text="Aux personnes inscrites, et seulement celles qui l’acceptent."
    )
    state = models.CharField("état", max_length=10, choices=EventState, default=EventState.DRAFT, editable=False)
    published_at = models.DateTimeField("publiée le", null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True, editable=False)
    cancel_reason = models.CharField("motif de l’annulation", max_length=500, blank=True, editable=False)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField("révision annoncée", default=0, editable=False)
    told = models.JSONField("ce que savent les personnes inscrites", default=dict, blank=True, editable=False)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies", editable=False, verbose_name="copiée de"
    )
    source = models.CharField("source", max_length=250, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = EventQuerySet.as_manager()

    NAMELESS = "rencontre"
    RESERVED_SLUGS = frozenset({"flux", "mois", "export", "calendrier", "inscriptions", "atom", "mon-calendrier", "passees", "acteur"})

    class Meta:
        verbose_name = "rencontre"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_starts_on=None, period_ends_on=None) | Q(period_ends_on__gte=F("period_starts_on")),
                name="events_event_period_whole",
                violation_error_message="Une période a un début et une fin, dans cet ordre.",
            ),
            models.CheckConstraint(
                condition=~Q(state=EventState.PUBLISHED) | Q(published_at__isnull=False), name="events_event_published_has_date"
            ),
            models.CheckConstraint(
                condition=Q(state=EventState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=EventState.CANCELLED) & Q(cancelled_at=None)),
                name="events_event_cancelled_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(audience=Audience.GROUP) | Q(group__isnull=False),
                name="events_event_group_named",
                violation_error_message="Une rencontre réservée à un groupe nomme ce groupe.",
            ),
            models.CheckConstraint(
                condition=Q(registration_opens_at=None)
                | Q(registration_closes_at=None)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                name="events_event_window_in_order",
                violation_error_message="Les inscriptions ferment après avoir ouvert\u00a0: corrigez l’une des deux dates.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:detail", args=[self.slug])

    @property
    def is_published(self):
        """Whether it stands in the agenda as taking place."""
        return self.state == EventState.PUBLISHED

    @property
    def is_cancelled(self):
        """Whether it was called off."""
        return self.state == EventState.CANCELLED


class Slot(models.Model):
    """One date of an event (séance); several short ones count as one participation."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="slots", verbose_name="rencontre")
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    title = models.CharField("intitulé", max_length=120, blank=True)

    class Meta:
        verbose_name = "séance"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="events_slot_ends_after_start",
                violation_error_message="Une séance finit après avoir commencé.",
            ),
            models.UniqueConstraint(
                fields=["event", "starts_at"], name="events_slot_once", violation_error_message="Cette séance est déjà indiquée."
            ),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.starts_at):%d/%m/%Y %H:%M}"


class Invitee(models.Model):
    """An address that may register for an event on invitation."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="invitees", verbose_name="rencontre")
    email = models.EmailField("adresse électronique")
    name = models.CharField("nom", max_length=120, blank=True)
    invited_at = models.DateTimeField("invitation envoyée le", null=True, blank=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="par"
    )

    class Meta:
        verbose_name = "invité·e"
        verbose_name_plural = "invité·es"
        ordering = ["name", "email", "pk"]
        constraints = [models.UniqueConstraint("event", Lower("email"), name="events_invitee_once")]

    def __str__(self):
        return self.name or self.email
