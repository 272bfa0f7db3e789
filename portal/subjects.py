"""Everything that the network does in one country, or about one theme: read where the lists read it."""

from functools import cached_property

from django.db.models import Count, Sum
from django.http import QueryDict
from django.urls import reverse

from actors.listing import directory as actors
from actors.models import SearchEntry as ActorEntry
from events.listing import directory as agenda
from events.models import WorkingGroup
from network.directory.page import ListPage
from network.directory.pictures import column
from network.taxonomy.models import Country, Theme
from network.ui.atlas.world import Journey
from network.ui.french import plural
from projects.listing import directory as projects
from projects.models import Scheme
from projects.models import SearchEntry as ProjectEntry

CARDS, ROWS, DRAWN, MEETINGS = 6, 12, 24, 4


class Subject:
    """A country (`param` « pays ») or a theme (« theme »), and what the portal says of it."""

    def __init__(self, thing, param, column):
        self.thing, self.param, self.column = thing, param, column
        asked = QueryDict(f"{param}={thing.slug}")
        self.actors = ListPage(actors.shown(reverse("actors:list"), asked))
        self.projects = ListPage(projects.shown(reverse("projects:list"), asked))
        self.agenda = ListPage(agenda.shown(reverse("events:list"), asked))

    @property
    def is_empty(self):
        """Whether there is nothing to show: then the page does not exist."""
        return not self.actors.total and not self.projects.total

    @property
    def actor_cards(self):
        """The first actors, as the directory shows them."""
        return self.actors.cards[:CARDS]

    @property
    def meetings(self):
        """The next meetings, as the agenda shows them."""
        return self.agenda.cards[:MEETINGS]

    @cached_property
    def groups(self):
        """The working groups of it that meet."""
        return list(WorkingGroup.objects.standing().filter(**{self.column: self.thing}))

    @cached_property
    def project_rows(self):
        """What the cards of the first projects say."""
        return [projects.card(card) for _, _, card in self.projects.shown.page[2][:ROWS]]

    @cached_property
    def money(self):
        """`{amount, known}`: euros of granted supports, and how many projects they are known for."""
        found = ProjectEntry.objects.filter(**{f"{self.column}__contains": [self.thing.slug]})
        return found.aggregate(amount=Sum("granted"), known=Count("granted"))

    @cached_property
    def dots(self):
        """(collège, longitude, latitude) of the communes of its actors."""
        found = ActorEntry.objects.filter(**{f"{self.column}__contains": [self.thing.slug]}, longitude__isnull=False)
        placed = (
            found.values_list("college", "longitude", "latitude").annotate(n=Count("pk")).order_by("-n", "college", "longitude", "latitude")
        )
        return [(college, longitude, latitude) for college, longitude, latitude, _ in placed]

    @cached_property
    def neighbours(self):
        """What else is counted among its projects, or else its actors: (label, count, address of its own page)."""
        name, page = ("themes", "portal:theme") if self.param == "pays" else ("countries", "portal:country")
        listing = self.projects if self.projects.total else self.actors
        labels, counts = listing.shown.labels[name], listing.shown.page[1][name]
        found = sorted(counts.items(), key=lambda pair: (-pair[1], labels.get(pair[0], "")))
        return [(labels[slug], count, reverse(page, args=[slug])) for slug, count in found if slug in labels][:ROWS]


class CountryPage(Subject):
    """/pays/<slug>/"""

    def __init__(self, country):
        super().__init__(country, "pays", "countries")

    @cached_property
    def schemes(self):
        """The schemes that name this country."""
        return list(Scheme.objects.published().filter(countries=self.thing))

    @cached_property
    def pictures(self):
        """The arc to the country."""
        c, total = self.thing, self.projects.total or self.actors.total
        words = ("projet", "projets") if self.projects.total else ("acteur", "acteurs")
        title = f"{c.name}\u00a0: {plural(total, '|'.join(words))}"
        journey = Journey(c.pk, c.name, c.longitude, c.latitude, total, title, reverse("projects:list") + f"?pays={c.slug}")
        return column([journey], dots=self.dots, title=title, counts=True)


class ThemePage(Subject):
    """/thematiques/<slug>/"""

    def __init__(self, theme):
        super().__init__(theme, "theme", "themes")

    @cached_property
    def goals(self):
        """The goals that it serves."""
        return list(self.thing.goals.all())

    @cached_property
    def pictures(self):
        """Arcs to the countries of its projects, or else of its actors."""
        listing, page = (self.projects, "projects:list") if self.projects.total else (self.actors, "actors:list")
        counts = listing.shown.page[1]["countries"]
        path = reverse(page)
        journeys = [
            Journey(
                c.pk, c.name, c.longitude, c.latitude, counts[c.slug],
                f"{c.name}\u00a0: {plural(counts[c.slug], listing.directory.words)}", f"{path}?theme={self.thing.slug}&pays={c.slug}",
            )
            for c in Country.objects.filter(slug__in=counts, longitude__isnull=False)
        ]  # fmt: skip
        journeys = sorted(journeys, key=lambda journey: -journey.count)[:DRAWN]
        title = f"{self.thing.name}\u00a0: {plural(len(journeys), 'pays|pays')}"
        return column(journeys, dots=self.dots, title=title, counts=True)


def offered(facet):
    """`{slug: (actors, projects)}` of the values of a facet that have something to show."""
    whole = [
        listing.shown(reverse(page), QueryDict()).whole[1][facet]
        for listing, page in ((actors, "actors:list"), (projects, "projects:list"))
    ]
    return {slug: tuple(counts.get(slug, 0) for counts in whole) for slug in {*whole[0], *whole[1]}}


def countries():
    """`[(region, [(Country, actors, projects)])]` of the countries with something to show."""
    counts = offered("countries")
    regions = {}
    for country in Country.objects.filter(slug__in=counts).order_by("region", "name", "pk"):
        regions.setdefault(country.region or "Autres territoires", []).append((country, *counts[country.slug]))
    return list(regions.items())


def themes():
    """`[(Theme, actors, projects, [(Theme, actors, projects)])]` of the themes with something to show."""
    counts = offered("themes")
    found = {theme.pk: (theme, *counts[theme.slug], []) for theme in Theme.objects.filter(slug__in=counts, parent=None)}
    for theme in Theme.objects.filter(slug__in=counts, parent__in=list(found)).order_by("position", "pk"):
        found[theme.parent_id][3].append((theme, *counts[theme.slug]))
    return list(found.values())
