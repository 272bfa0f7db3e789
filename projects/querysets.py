"""Reads of projects and schemes."""

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from actors.enums import RepresentationStatus, Role
from actors.models import Actor
from network.moderation.enums import State
from projects.enums import TAKING_PART, PartnershipStatus, PeriodKind


class ProjectQuerySet(QuerySet):
    """Projects, read like speech."""

    def published(self):
        """Those that everyone may see."""
        return self.filter(state=State.PUBLISHED)

    def led_by(self, user):
        """Those whose lead `user` represents today: the ones that `user` may write."""
        return self.filter(lead__in=Actor.objects.represented_by(user).values("pk"))

    def joined_by(self, user):
        """Those in which an actor that `user` represents today is a partner, or was asked to be one and did not decline."""
        named, refused = Q(status=PartnershipStatus.ASKED, asked_at=None), Q(status=PartnershipStatus.REFUSED)
        partnerships = self.model.partnerships.rel.related_model.objects.exclude(named | refused)
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

    def of(self, actor):
        """Those that `actor` leads or in which it takes part, its own first, the latest first."""
        partnerships = self.model.partnerships.rel.related_model.objects.filter(actor=actor, status__in=TAKING_PART)
        taking_part = Exists(partnerships.filter(project=OuterRef("pk")))
        mine = Case(When(lead=actor, then=0), default=1)
        found = self.filter(Q(lead=actor) | taking_part).select_related("lead").prefetch_related("places__country", "fundings")
        return found.order_by(mine, F("starts_on").desc(nulls_last=True), "title", "pk")

    def for_sheet(self):
        """With all that the page of a project and its document read, in a number of statements that does not grow."""
        below = ("places__country", "themes__parent", "goals", "sectors", "results", "pictures", "papers", "fundings__figures")
        partners = self._below("partnerships", "actor__municipality__department", "actor__department", "organisation__country")
        fundings = self._below("fundings", "scheme", "funder_actor")
        lead = ("lead__municipality__department", "lead__department", "previous")
        return self.select_related(*lead).prefetch_related(partners, fundings, *below)

    def _below(self, name, *related):
        rows = self.model._meta.get_field(name).related_model._default_manager
        return Prefetch(name, rows.select_related(*related))


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


class FundingQuerySet(QuerySet):
    """Fundings, read like speech."""

    def disputed(self):
        """Those with an amount of which none is retained: it counts nowhere until the team settles it."""
        figures = self.model.figures.rel.related_model.objects
        retained = figures.filter(funding=OuterRef("funding"), kind=OuterRef("kind"), retained=True)
        return self.filter(Exists(figures.filter(funding=OuterRef("pk")).exclude(Exists(retained))))


class FundingRowQuerySet(QuerySet):
    """Rows of funders' lists, read like speech."""

    def waiting(self):
        """Those that wait for somebody to say whose project it is."""
        return self.filter(state="waiting")


class PartnerOrganisationQuerySet(QuerySet):
    """Partner organisations abroad, read like speech."""

    def standing(self):
        """Without those that were merged into another."""
        return self.filter(merged_into=None)

    def with_projects(self):
        """Each with the number of projects in which it takes part, `projects_count`."""
        return self.annotate(projects_count=Count("partnerships", distinct=True))


class PartnershipQuerySet(QuerySet):
    """Partnerships, read like speech."""

    def asked_of(self, user):
        """Those about actors that `user` represents today, asked or answered."""
        return self.filter(actor__in=Actor.objects.represented_by(user).values("pk"), asked_at__isnull=False)

    def waiting(self):
        """Those that nobody answered yet."""
        return self.filter(status=PartnershipStatus.ASKED, asked_at__isnull=False)

    def unheld(self):
        """Those of actors for which nobody is responsible: the team answers."""
        links = Actor._meta.get_field("representations").related_model.objects
        managers = links.filter(actor=OuterRef("actor"), status=RepresentationStatus.ACTIVE, role=Role.MANAGER)
        return self.filter(~Exists(managers))

    def answerable_by(self, user):
        """Those that `user` may answer: as a representative of the partner; for the team, all that were asked."""
        if user.is_staff:
            return self.filter(actor__isnull=False, asked_at__isnull=False)
        return self.asked_of(user)
