"""What the page of a project shows."""

from functools import cached_property

from django.db.models import Prefetch
from django.urls import reverse

from projects.enums import TAKING_PART
from projects.models import FundingFigure, Partnership
from projects.rules import can_look_after


class Sheet:
    """A project, as `user` may see it."""

    def __init__(self, project, user):
        self.project, self.user = project, user
        self.looked_after = can_look_after(user, project)

    @cached_property
    def places(self):
        """Where it happens, each with the list of the projects of that country."""
        listing = reverse("projects:list")
        return [(place, f"{listing}?pays={place.country.slug}") for place in self.project.places.select_related("country")]

    @cached_property
    def partnerships(self):
        """Those who take part; for those who look after the sheet, also those who did not answer yet or declined."""
        found = Partnership.objects.filter(project=self.project).select_related("actor", "organisation__country")
        return list(found if self.looked_after else found.filter(status__in=TAKING_PART))

    @cached_property
    def themes(self):
        """The themes, each with its list."""
        listing = reverse("projects:list")
        return [(theme, f"{listing}?theme={theme.slug}") for theme in self.project.themes.all()]

    @cached_property
    def fundings(self):
        """The money, latest year first, each with its retained figures."""
        retained = FundingFigure.objects.filter(retained=True)
        return list(self.project.fundings.select_related("scheme").prefetch_related(Prefetch("figures", retained, to_attr="retained")))
