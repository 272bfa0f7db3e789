"""Two sheets of one organisation that became one, and two that look alike and are not."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from actors.models.actor import Actor
from actors.querysets import MergeQuerySet


class Merge(models.Model):
    """A merge (fusion): what it chose, what it moved row by row, what it could not move; enough to undo it exactly for 30 days.

    `before` and `after` hold what the columns of the two sheets were and became (`{"winner": {…}, "loser": {…}}`), `moved` the
    rows that followed (`{"relation", "pks", "from"}`), `changed` rows of which a column changed, `kept` the rows that stayed with
    the old sheet and why. What only the undoing needs is forgotten after 30 days (`forgotten_at`).
    """

    UNDOABLE = timedelta(days=30)

    winner = models.ForeignKey(Actor, models.CASCADE, related_name="merges", verbose_name="fiche qui reste")
    loser = models.ForeignKey(Actor, models.CASCADE, related_name="merged_by", verbose_name="fiche fusionnée")
    at = models.DateTimeField("faite le", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par")
    choices = models.JSONField("choix", default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    moved = models.JSONField(default=list)
    changed = models.JSONField(default=list)
    kept = models.JSONField(default=list)
    undone_at = models.DateTimeField("annulée le", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="annulée par"
    )
    forgotten_at = models.DateTimeField("définitive depuis le", null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "fusion"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["loser"], condition=Q(undone_at__isnull=True), name="actors_merge_once"),
            models.CheckConstraint(condition=~Q(winner=F("loser")), name="actors_merge_of_two"),
        ]

    def __str__(self):
        return f"{self.loser} → {self.winner}"

    @property
    def undoable_until(self):
        """The moment after which it is final."""
        return self.at + self.UNDOABLE

    @property
    def is_over(self):
        """Whether it can no longer be undone because of its age, or because it is undone."""
        return bool(self.undone_at or self.forgotten_at) or timezone.now() > self.undoable_until


class Distinct(models.Model):
    """Two sheets that look alike and are two organisations: somebody looked, and they are not proposed again."""

    first = models.ForeignKey(Actor, models.CASCADE, related_name="+", verbose_name="une fiche")
    second = models.ForeignKey(Actor, models.CASCADE, related_name="+", verbose_name="l’autre fiche")
    at = models.DateTimeField("dit le", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par")

    class Meta:
        verbose_name = "paire de fiches distinctes"
        verbose_name_plural = "paires de fiches distinctes"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="actors_distinct_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="actors_distinct_once"),
        ]

    def __str__(self):
        return f"{self.first} ≠ {self.second}"
