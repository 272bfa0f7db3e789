"""Reads of projects and schemes."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from actors.models import Actor
from network.moderation.enums import State
from projects.enums import PeriodKind


class ProjectQuerySet(QuerySet):
    """Projects, read like speech."""

    def published(self):
        """Those that everyone may see."""
        return self.filter(state=State.PUBLISHED)

    def led_by(self, user):
        """Those whose lead `user` represents today: the ones that `user` may write."""
        return self.filter(lead__in=Actor.objects.represented_by(user).values("pk"))

    def joined_by(self, user):
        """Those in which an actor that `user` represents today is a partner, or is asked to be one."""
        partnerships = self.model.partnerships.rel.related_model.objects
        mine = Actor.objects.represented_by(user).values("pk")
        return self.filter(Exists(partnerships.filter(project=OuterRef("pk"), actor__in=mine)))

    def visible_to(self, user):
        """Published ones; besides, those of one's own organisations, also as a partner; for the team, all."""
        if not user.is_authenticated:
            return self.published()
        if user.is_staff:
            return self
        own = self.model.objects.led_by(user).values("pk"), self.model.objects.joined_by(user).values("pk")
        return self.filter(Q(state=State.PUBLISHED) | Q(pk__in=own[0]) | Q(pk__in=own[1]))


class SchemeQuerySet(QuerySet):
    """Schemes, read like speech."""

    def published(self):
        """Those that everyone may see."""
        return self.filter(state=State.PUBLISHED)

    def visible_to(self, user):
        """Published ones; for the team, all."""
        return self if user.is_authenticated and user.is_staff else self.published()

    def open_on(self, day):
        """Those to which one may apply on `day`: a filing period covers it."""
        periods = self.model.periods.rel.related_model.objects
        return self.filter(Exists(periods.filter(scheme=OuterRef("pk"), kind=PeriodKind.FILING, starts_on__lte=day, ends_on__gte=day)))

    def for_country(self, slug):
        """Those that may serve in this country: it is named, or the source limits none."""
        return self.filter(Q(countries=None) | Q(countries__slug=slug)).distinct()


class PartnerOrganisationQuerySet(QuerySet):
    """Partner organisations abroad, read like speech."""

    def standing(self):
        """Without those that were merged into another."""
        return self.filter(merged_into=None)
