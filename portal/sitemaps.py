"""The addresses that search engines are told about. A mission that publishes pages adds its class to SITEMAPS."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from actors.models import Actor
from events.models import Event, WorkingGroup
from portal import subjects
from projects.models import Project, Scheme


class Pages(Sitemap):
    """The pages that are always there."""

    changefreq = "weekly"

    def items(self):
        """Names of addresses."""
        return [
            "portal:home",
            "actors:list",
            "projects:list",
            "events:list",
            "events:past",
            "groups:list",
            "portal:countries",
            "portal:themes",
            "schemes:list",
            "api:page",
            "observatory:page",
            "observatory:data",
            "observatory:snapshots",
            "portal:legal",
            "portal:accessibility",
            "portal:privacy",
            "portal:sitemap",
        ]

    def location(self, item):
        """The address of a name."""
        return reverse(item)


class Sheets(Sitemap):
    """The published sheets of one kind, and nothing of the others."""

    changefreq = "monthly"
    limit = 5000
    model = None

    def items(self):
        """Published sheets."""
        return self.model.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item):
        """When the sheet last changed."""
        return item.updated_at


class Actors(Sheets):
    """Every published actor."""

    model = Actor


class Projects(Sheets):
    """Every published project."""

    model = Project


class Schemes(Sheets):
    """Every published scheme."""

    model = Scheme


class Events(Sitemap):
    """Every event that everyone may see."""

    changefreq = "weekly"
    limit = 5000

    def items(self):
        """Public events."""
        return Event.objects.public().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item):
        """When it last changed."""
        return item.updated_at


class Groups(Sitemap):
    """Every working group, ended ones too."""

    changefreq = "monthly"

    def items(self):
        """Groups."""
        return WorkingGroup.objects.only("slug").order_by("pk")


class Countries(Sitemap):
    """Every country with something to show."""

    changefreq = "monthly"

    def items(self):
        """Countries."""
        return [country for _, countries in subjects.countries() for country, *_ in countries]

    def location(self, item):
        """The page of a country."""
        return reverse("portal:country", args=[item.slug])


SITEMAPS = {
    "pays": Countries, "pages": Pages, "acteurs": Actors, "projets": Projects, "dispositifs": Schemes, "agenda": Events, "groupes": Groups,
}  # fmt: skip
