"""Reads of events, groups and registrations."""

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from events.enums import ACTIVE, Audience, EventState, RegistrationState


class WorkingGroupQuerySet(QuerySet):
    """Working groups, read like speech."""

    def standing(self):
        """Those that meet."""
        return self.filter(is_ended=False)

    def without_meeting(self, start, end):
        """Those that meet, and neither met nor will between two moments; a meeting that is called off is none."""
        events = self.model.events.rel.related_model.objects.filter(group=OuterRef("pk"), state=EventState.PUBLISHED)
        return self.standing().exclude(Exists(events.filter(slots__starts_at__gte=start, slots__starts_at__lt=end)))

    def joined_by(self, user):
        """Those of which `user` is a member today."""
        return self.filter(memberships__user=user, memberships__left_at=None)


class GroupMembershipQuerySet(QuerySet):
    """Members of groups, read like speech."""

    def current(self):
        """Those who did not leave."""
        return self.filter(left_at=None)


class EventQuerySet(QuerySet):
    """Events, read like speech."""

    def announced(self):
        """Those that the agenda shows, called off or not, whoever they are for."""
        return self.exclude(state=EventState.DRAFT)

    def public(self):
        """Those that everyone may see: a meeting of the board or on invitation is nobody else's business."""
        return self.announced().exclude(audience__in=[Audience.BOARD, Audience.INVITED])

    def visible_to(self, user):
        """Public ones; besides, those one is invited to or registered for, those of the board for its members; for the team, all."""
        if not user.is_authenticated:
            return self.public()
        if user.is_staff:
            return self
        allowed = ~Q(audience__in=[Audience.BOARD, Audience.INVITED])
        if user.sits_on_board:
            allowed |= Q(audience=Audience.BOARD)
        known = user.emailaddress_set.filter(verified=True).values(lower=Lower("email"))
        invitees = self.model.invitees.rel.related_model.objects.filter(event=OuterRef("pk"), email__lower__in=known)
        registrations = self.model.registrations.rel.related_model.objects.active().filter(event=OuterRef("pk"), user=user)
        return self.announced().filter(allowed | Q(Exists(invitees)) | Q(Exists(registrations)))

    def dated(self):
        """With `starts_at` and `ends_at`: its first and its last moment, empty while no slot is known."""
        slots = self.model.slots.rel.related_model.objects.filter(event=OuterRef("pk")).order_by().values("event")
        return self.annotate(
            starts_at=Subquery(slots.annotate(first=Min("starts_at")).values("first")),
            ends_at=Subquery(slots.annotate(last=Max("ends_at")).values("last")),
        )

    def upcoming(self, now):
        """Those with a slot that is not over at `now`, the next first."""
        return self.dated().filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now):
        """Those whose slots are all over at `now`, the latest first."""
        return self.dated().filter(ends_at__lte=now).order_by("-starts_at", "-pk")

    def for_page(self):
        """With all that the page of an event reads, in a number of statements that does not grow."""
        return self.select_related("series", "group", "municipality__department").prefetch_related(
            "slots", "seatings", "organisers", "partners", "countries", "themes__parent", "speakers__actor", "talks__speakers", "papers"
        )


class RegistrationQuerySet(QuerySet):
    """Registrations, read like speech."""

    def active(self):
        """Confirmed, offered a place, or waiting."""
        return self.filter(state__in=ACTIVE)

    def waiting(self):
        """The queue, the first one first."""
        return self.filter(state=RegistrationState.WAITING).order_by("rank")

    def confirmed(self):
        """Those who come."""
        return self.filter(state=RegistrationState.CONFIRMED)

    def of(self, user):
        """Those of a person, or of the colleagues that this person registered."""
        return self.filter(Q(user=user) | Q(registered_by=user))

    def visible_to(self, user):
        """One's own and those one made; for the team, all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_staff else self.of(user)

    def presences(self):
        """With `present` and `absent`: how many slots each was at, or not."""
        return self.annotate(
            present=Count("attendances", filter=Q(attendances__mark="present")),
            absent=Count("attendances", filter=Q(attendances__mark="absent")),
        )
