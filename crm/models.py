"""What was said with whom, what is to do next, whom one writes to. Staff only."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from actors.enums import Kind
from actors.freshness import Freshness
from actors.models import Actor, Contact
from crm.enums import Belonging, InteractionKind
from crm.querysets import ElectionQuerySet, TaskQuerySet
from network.taxonomy.enums import College
from network.taxonomy.models import Country, Department, Theme


def _person(related, words, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name=related, verbose_name=words, **options
    )


class Interaction(models.Model):
    """One exchange with one or several organisations (échange): who, when, what was said."""

    kind = models.CharField("sorte", max_length=12, choices=InteractionKind, default=InteractionKind.MEETING)
    day = models.DateField("date", default=timezone.localdate)
    actors = models.ManyToManyField(Actor, related_name="interactions", verbose_name="acteurs")
    contacts = models.ManyToManyField(Contact, related_name="interactions", verbose_name="personnes rencontrées", blank=True)
    team = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="interactions", verbose_name="équipe", blank=True)
    subject = models.CharField("sujet", max_length=200)
    notes = models.TextField("ce qui s’est dit", max_length=10_000, blank=True)
    by = _person("+", "consigné par", editable=False)
    is_demo = models.BooleanField("démonstration", default=False, editable=False)
    created_at = models.DateTimeField("consigné le", auto_now_add=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "échange"
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["-day", "-id"], name="crm_interaction_by_day")]
        constraints = [models.CheckConstraint(condition=~Q(subject=""), name="crm_interaction_has_a_subject")]

    def __str__(self):
        return self.subject


class Task(models.Model):
    """Something to do by a day (tâche), for an organisation or not; done with who and when."""

    title = models.CharField("à faire", max_length=200)
    due = models.DateField("échéance")
    owner = _person("tasks", "qui s’en charge")
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="tasks", verbose_name="acteur")
    interaction = models.ForeignKey(
        Interaction, models.SET_NULL, null=True, blank=True, editable=False, related_name="tasks", verbose_name="suite de l’échange"
    )
    notes = models.TextField("précisions", max_length=4000, blank=True)
    done_at = models.DateTimeField("faite le", null=True, blank=True, editable=False)
    done_by = _person("+", "faite par", editable=False)
    by = _person("+", "créée par", editable=False)
    is_demo = models.BooleanField("démonstration", default=False, editable=False)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "tâche"
        ordering = [F("done_at").desc(nulls_first=True), "due", "pk"]
        indexes = [models.Index(fields=["due", "owner"], name="crm_task_to_do", condition=Q(done_at=None))]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="crm_task_has_a_title"),
            models.CheckConstraint(condition=Q(done_by=None) | Q(done_at__isnull=False), name="crm_task_done_by_needs_when"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_done(self):
        """Whether somebody did it."""
        return self.done_at is not None

    def days_late(self, on):
        """How many days past its day, while it is to do; negative before."""
        return 0 if self.is_done else (on - self.due).days


class Segment(models.Model):
    """Actors that the team writes to or follows together (segment): the criteria are kept, the list is always of today."""

    name = models.CharField("nom", max_length=120, unique=True)
    description = models.TextField("à quoi il sert", max_length=1000, blank=True)
    colleges = ArrayField(models.CharField(max_length=20, choices=College), verbose_name="collèges", default=list, blank=True)
    kinds = ArrayField(models.CharField(max_length=20, choices=Kind), verbose_name="types", default=list, blank=True)
    departments = models.ManyToManyField(Department, related_name="+", verbose_name="départements", blank=True)
    countries = models.ManyToManyField(Country, related_name="+", verbose_name="pays d’intervention", blank=True)
    themes = models.ManyToManyField(Theme, related_name="+", verbose_name="thématiques", blank=True)
    belonging = models.CharField("adhésion", max_length=10, choices=Belonging, default=Belonging.ANY, blank=True)
    freshness = ArrayField(models.CharField(max_length=10, choices=Freshness), verbose_name="fraîcheur", default=list, blank=True)
    by = _person("+", "créé par", editable=False)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "segment"
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Election(models.Model):
    """An election that renews the assemblies of some kinds of local authorities, with the source of its dates."""

    name = models.CharField("élection", max_length=120)
    first_round = models.DateField("premier tour")
    second_round = models.DateField("second tour")
    kinds = ArrayField(models.CharField(max_length=20, choices=Kind), verbose_name="collectivités renouvelées")
    source = models.CharField("source", max_length=250)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = "élection"
        ordering = ["-second_round", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["name", "second_round"], name="crm_election_once"),
            models.CheckConstraint(
                condition=Q(second_round__gte=F("first_round")),
                name="crm_election_rounds_in_order",
                violation_error_message="Le second tour vient avant le premier.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.first_round:%Y}"
