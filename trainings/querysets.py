"""Reads of trainings."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from events.models import Event, Slot
from network.moderation.enums import State


class ModuleQuerySet(QuerySet):
    """Modules, read like speech."""

    def published(self):
        """Those that everyone may see."""
        return self.filter(state=State.PUBLISHED)

    def visible_to(self, user):
        """Published ones; for the team, all."""
        return self if user.is_authenticated and user.is_staff else self.published()

    def planned(self, user, now):
        """Those with a session that `user` may see, published, and not over at `now`."""
        events = Event.objects.visible_to(user).filter(state="published", slots__ends_at__gt=now)
        return self.filter(Exists(events.filter(training_session__module=OuterRef("pk"))))

    def with_sessions(self, user):
        """With the sessions that `user` may see, in a number of statements that does not grow."""
        sessions = self.model.sessions.rel.related_model.objects.visible_to(user).for_page()
        return self.prefetch_related("themes", "partners", Prefetch("sessions", sessions))


class SessionQuerySet(QuerySet):
    """Sessions, read like speech."""

    def visible_to(self, user):
        """Those whose event this person may see."""
        return self.filter(event__in=Event.objects.visible_to(user))

    def for_page(self):
        """With what a list of sessions reads."""
        slots = Slot.objects.order_by("starts_at", "pk")
        return self.select_related("event__municipality").prefetch_related(Prefetch("event__slots", slots), "event__seatings")
