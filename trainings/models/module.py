"""A module of training and its sessions."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actors.models import Actor
from events.models import Event, Speaker
from network.moderation.models import Publishable
from network.taxonomy.models import Theme
from trainings.enums import Nature
from trainings.querysets import ModuleQuerySet, SessionQuerySet


class Module(Publishable):
    """What is taught (module). Every field but the title may be empty: what nobody said is shown as not known."""

    title = models.CharField("intitulé", max_length=200)
    slug = models.SlugField("adresse", max_length=90, unique=True)
    nature = models.CharField("nature", max_length=15, choices=Nature, blank=True)
    pitch = models.CharField("accroche", max_length=240, blank=True)
    objectives = models.TextField(
        "objectifs", blank=True, max_length=4000, help_text="Ce que chaque personne saura faire ensuite, une ligne par objectif."
    )
    audience = models.TextField("pour qui", blank=True, max_length=2000)
    prerequisites = models.TextField("prérequis", blank=True, max_length=2000)
    content = models.TextField("contenu", blank=True, max_length=8000)
    method = models.TextField("méthode", blank=True, max_length=4000)
    hours = models.DecimalField(
        "durée, en heures", max_digits=5, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0.25)]
    )
    partners = models.ManyToManyField(Actor, verbose_name="partenaires de l’annuaire", related_name="partner_modules", blank=True)
    other_partners = models.CharField("autres partenaires", max_length=250, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name="thématiques", related_name="modules", blank=True)
    source = models.CharField("source", max_length=250, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = ModuleQuerySet.as_manager()

    NAMELESS = "module"
    RESERVED_SLUGS = frozenset({"catalogue", "export", "evaluation", "attestations"})

    class Meta(Publishable.Meta):
        verbose_name = "module"
        ordering = ["title", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gt=0),
                name="trainings_module_lasts",
                violation_error_message="Une durée est plus longue que zéro ; laissez vide si elle n’est pas connue.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("trainings:detail", args=[self.slug])

    @property
    def objective_lines(self):
        """One objective a line, without the dash that people type before it."""
        return [line.strip(" -•*–\t") for line in self.objectives.splitlines() if line.strip(" -•*–\t")]


class Session(models.Model):
    """A module given once (session). When, where and for whom is said by its event, which PostgreSQL keeps of kind « formation »."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="training_session", verbose_name="rencontre")
    module = models.ForeignKey(Module, models.PROTECT, related_name="sessions", verbose_name="module")
    trainers = models.ManyToManyField(Speaker, verbose_name="formateurs et formatrices", related_name="training_sessions", blank=True)
    fee = models.DecimalField(
        "tarif, en euros", max_digits=7, decimal_places=2, null=True, blank=True, help_text="0\u00a0: gratuit. Vide\u00a0: non renseigné."
    )
    exempt = models.CharField("qui ne paie pas", max_length=200, blank=True)
    hours = models.DecimalField(
        "heures comptées", max_digits=5, decimal_places=2, null=True, blank=True, help_text="Vide\u00a0: la durée des séances."
    )
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "session"
        ordering = ["module", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fee=None) | Q(fee__gte=0),
                name="trainings_session_fee_not_negative",
                violation_error_message="Un tarif ne se compte pas en dessous de zéro.",
            ),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gt=0),
                name="trainings_session_counts_hours",
                violation_error_message="Une durée est plus longue que zéro ; laissez vide pour compter celle des séances.",
            ),
        ]

    def __str__(self):
        return str(self.event)

    def get_absolute_url(self):
        return self.event.get_absolute_url()

    @property
    def named_trainers(self):
        """Those who agreed to be named."""
        return [trainer for trainer in self.trainers.all() if trainer.agreed_on]

    @property
    def counted_hours(self):
        """The hours that somebody who was at every slot attended; None while nothing says it."""
        if self.hours is not None:
            return float(self.hours)
        seconds = sum((slot.ends_at - slot.starts_at).total_seconds() for slot in self.event.slots.all())
        return round(seconds / 3600, 2) or None
