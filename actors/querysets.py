"""Reads of the directory of actors."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from actors.enums import SETTLED, RepresentationStatus, Role
from network.moderation.enums import State
from network.taxonomy.models import Theme


class ActorQuerySet(QuerySet):
    """Actors, read like speech."""

    def published(self):
        """Those that everyone may see."""
        return self.filter(state=State.PUBLISHED)

    def represented_by(self, user):
        """Those for which `user` acts today."""
        return self.filter(representations__user=user, representations__status=RepresentationStatus.ACTIVE)

    def standing(self):
        """Without the sheets that were merged into another: only their address is left of them."""
        return self.filter(merged_into=None)

    def visible_to(self, user):
        """Published ones; for representatives their own as well; for the team, all that stand."""
        if not user.is_authenticated:
            return self.published()
        if user.is_staff:
            return self.standing()
        return self.filter(Q(state=State.PUBLISHED) | Q(pk__in=self.model.objects.represented_by(user).values("pk")))

    def instead_of(self, slug):
        """The sheet into which the one at this old address was merged."""
        return self.filter(absorbed__slug=slug)

    def members(self, day):
        """Those whose membership, paid or waived, covers `day`."""
        return self.filter(memberships__state__in=SETTLED, memberships__period__contains=day)

    def to_confirm(self, before):
        """Published ones with a manager, not confirmed since `before` (never: published before)."""
        managers = self.model.representations.rel.related_model.objects.filter(
            actor=OuterRef("pk"), role=Role.MANAGER, status=RepresentationStatus.ACTIVE
        )
        since = self.annotate(held_since=Coalesce("confirmed_at", "published_at"))
        return since.filter(Exists(managers), state=State.PUBLISHED, held_since__lt=before)

    def for_sheet(self, user, day):
        """With what the sheet shows besides: its place, whether `user` represents it, whether it is a member on `day`."""
        actors = self.model.objects
        mine = actors.represented_by(user).filter(pk=OuterRef("pk")) if user.is_authenticated else actors.none()
        return (
            self.select_related("municipality__department", "municipality__intercommunality", "department")
            .prefetch_related("countries", Prefetch("themes", Theme.objects.select_related("parent")), "public_grants")
            .annotate(is_mine=Exists(mine), is_member=Exists(actors.members(day).filter(pk=OuterRef("pk"))))
        )


class MembershipQuerySet(QuerySet):
    """Memberships, read like speech."""

    def covering(self, day):
        """Paid or waived ones that cover `day`."""
        return self.filter(state__in=SETTLED, period__contains=day)


class ContactQuerySet(QuerySet):
    """People at organisations, read like speech."""

    def public(self):
        """Those that everyone may see: they agreed, and the sheet is published."""
        return self.filter(is_public=True, consent_at__isnull=False, actor__state=State.PUBLISHED)

    def visible_to(self, user):
        """Public ones; besides, oneself and the people of one's own organisations; for the team, all."""
        if not user.is_authenticated:
            return self.public()
        if user.is_staff:
            return self
        actors = self.model.actor.field.related_model.objects
        everyone = Q(is_public=True, consent_at__isnull=False, actor__state=State.PUBLISHED)
        return self.filter(everyone | Q(actor__in=actors.represented_by(user).values("pk")) | Q(user=user))

    def known(self):
        """Those that still say who they are: the row of somebody erased is kept for what refers to it alone."""
        return self.filter(is_erased=False)

    def about(self, user):
        """Those that are `user`: linked to the account, or known by an address that they confirmed."""
        return self.filter(Q(user=user) | Q(email__lower__in=user.emailaddress_set.filter(verified=True).values("email")))

    def in_office(self, on):
        """Elected officials whose mandate covers the day `on`; an unknown date is no limit."""
        begun, going_on = Q(mandate_start=None) | Q(mandate_start__lte=on), Q(mandate_end=None) | Q(mandate_end__gte=on)
        return self.filter(begun, going_on, is_elected=True)


class InvitationQuerySet(QuerySet):
    """Invitations, read like speech."""

    def waiting(self):
        """Neither answered nor taken back; perhaps out of date."""
        return self.filter(closed_at=None)

    def open(self, now=None):
        """Those that can still be answered."""
        return self.waiting().filter(expires_at__gt=now or timezone.now())

    def addressed_to(self, user):
        """Sent to an address that `user` confirmed."""
        return self.filter(email__lower__in=user.emailaddress_set.filter(verified=True).values("email"))


class MergeQuerySet(QuerySet):
    """Merges, read like speech."""

    def to_forget(self):
        """Those whose details nobody needs any more."""
        return self.filter(forgotten_at=None, at__lte=timezone.now() - self.model.UNDOABLE)
