"""Reads of the directory of actors."""

from django.db.models import Q, QuerySet

from actors.enums import RepresentationStatus
from network.moderation.enums import State


class ActorQuerySet(QuerySet):
    """Actors, read like speech."""

    def published(self):
        """Those that everyone may see."""
        return self.filter(state=State.PUBLISHED)

    def represented_by(self, user):
        """Those for which `user` acts today."""
        return self.filter(representations__user=user, representations__status=RepresentationStatus.ACTIVE)

    def visible_to(self, user):
        """Published ones; for representatives their own as well; for the team, all."""
        if not user.is_authenticated:
            return self.published()
        if user.is_staff:
            return self
        return self.filter(Q(state=State.PUBLISHED) | Q(pk__in=self.model.objects.represented_by(user).values("pk")))
