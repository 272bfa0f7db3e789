"""Working groups: who works together on a country or a subject."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actors.models import Actor
from events.enums import GroupNature, GroupRole
from events.models.paper import AttachedPaper
from events.querysets import GroupMembershipQuerySet, WorkingGroupQuerySet
from network.taxonomy.models import Country, Theme


class WorkingGroup(models.Model):
    """A geographic or thematic group (groupe de travail). It meets at least once a semester; an ended one says what follows it.

    `started_on` and `ended_on` are empty where no source says them; `is_ended` alone says that it no longer meets.
    """

    name = models.CharField("nom", max_length=120)
    slug = models.SlugField("adresse", max_length=90, unique=True)
    nature = models.CharField("nature", max_length=12, choices=GroupNature)
    presentation = models.TextField("présentation", blank=True, max_length=4000)
    countries = models.ManyToManyField(Country, verbose_name="pays", related_name="working_groups", blank=True)
    themes = models.ManyToManyField(Theme, verbose_name="thématiques", related_name="working_groups", blank=True)
    is_open = models.BooleanField("on peut le rejoindre librement", default=True)
    started_on = models.DateField("constitué le", null=True, blank=True)
    is_ended = models.BooleanField("ne se réunit plus", default=False)
    ended_on = models.DateField("fin", null=True, blank=True)
    replaced_by = models.ManyToManyField(
        "self", verbose_name="remplacé par", symmetrical=False, related_name="replaces", blank=True,
        help_text="Les groupes qui prennent la suite, ensemble.",
    )  # fmt: skip
    source = models.CharField("source", max_length=250, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = WorkingGroupQuerySet.as_manager()

    NAMELESS = "groupe"
    RESERVED_SLUGS = frozenset({"rejoindre", "quitter", "export"})

    class Meta:
        verbose_name = "groupe de travail"
        verbose_name_plural = "groupes de travail"
        ordering = ["is_ended", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_on=None) | Q(is_ended=True), name="events_group_end_means_ended"),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="events_group_ends_after_start"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("groups:detail", args=[self.slug])


class GroupMembership(models.Model):
    """A person in a group, for the actor they come from. Leaving keeps the row."""

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="memberships", verbose_name="groupe")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="group_memberships", verbose_name="personne")
    actor = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="group_memberships", verbose_name="au titre de la structure"
    )
    role = models.CharField("rôle", max_length=10, choices=GroupRole, default=GroupRole.MEMBER)
    joined_at = models.DateTimeField("membre depuis le", auto_now_add=True)
    left_at = models.DateTimeField("parti·e le", null=True, blank=True, editable=False)

    objects = GroupMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "membre d’un groupe"
        verbose_name_plural = "membres des groupes"
        ordering = ["group", "role", "joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "user"], condition=Q(left_at=None), name="events_groupmembership_once")]

    def __str__(self):
        return f"{self.user}, {self.group}"


class GroupPaper(AttachedPaper):
    """A paper that a group shares, minutes of a meeting among them."""

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="papers", verbose_name="groupe")
    is_public = models.BooleanField("public", default=False, help_text="Sinon, seuls les membres du groupe la lisent.")

    class Meta(AttachedPaper.Meta):
        verbose_name = "pièce partagée"
        verbose_name_plural = "pièces partagées"

    def get_absolute_url(self):
        return reverse("groups:paper", args=[self.group.slug, self.pk])
