"""What is published goes through the same states: actors, projects, listings."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from network.moderation.enums import State


def _by(related):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name=related, verbose_name="par"
    )


class Publishable(models.Model):
    """Adds the publication state, its dates and the reason of a refusal."""

    state = models.CharField("état", max_length=10, choices=State, default=State.DRAFT, editable=False)
    submitted_at = models.DateTimeField("proposé le", null=True, blank=True, editable=False)
    submitted_by = _by("+")
    published_at = models.DateTimeField("publié le", null=True, blank=True, editable=False)
    published_by = _by("+")
    refusal_reason = models.TextField("motif du refus", blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False), name="%(app_label)s_%(class)s_published_has_date"
            )
        ]

    @property
    def is_published(self):
        """Whether everyone may see it."""
        return self.state == State.PUBLISHED

    @property
    def standstill(self):
        """Why the state no longer moves, in a sentence for the person; an empty string as long as it does."""
        return ""
