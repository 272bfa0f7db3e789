"""What the home page says of the directory. Each number is read where the list it opens reads it."""

from dataclasses import dataclass

from django.core.cache import caches
from django.db.models import Count, Max, Min, Sum
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from actors.enums import Provenance
from actors.listing import directory
from actors.models import Actor, PublicGrant, SearchEntry
from network.directory.page import ListPage
from network.directory.pictures import Pictures
from network.directory.release import release
from network.directory.versions import version
from network.moderation.enums import State
from network.taxonomy.enums import College
from network.taxonomy.models import Country
from portal.pictures import draw

LATEST = 6  # sheets shown
NAMED = 14  # countries named beside the picture; the table has them all


@dataclass(frozen=True)
class Reached:
    """A country where actors work, and the public grants that cite it."""

    key: str
    slug: str
    name: str
    url: str
    longitude: float | None
    latitude: float | None
    actors: int
    grants: int = 0
    amount: float = 0
    first: int | None = None
    last: int | None = None

    @property
    def period(self):
        """« 2004-2018 », « 2016 »; nothing without a grant."""
        return f"{self.first}-{self.last}" if self.first != self.last else str(self.first or "")


@dataclass(frozen=True)
class Share:
    """A part of the directory: its label, its number and the list of exactly that."""

    value: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Grants:
    """The public grants of published actors, and how many of them name a country."""

    count: int
    located: int
    first: int | None
    last: int | None
    funders: list

    @property
    def period(self):
        """« 2004-2018 »."""
        return f"{self.first}-{self.last}" if self.first != self.last else str(self.first)


@dataclass(frozen=True)
class Facts:
    """The directory as of one version of its data, on one day."""

    total: int
    members: int
    with_country: int
    from_records: int
    located: int
    communes: int
    countries: list
    colleges: list
    examples: list
    grants: Grants
    latest: list
    pdf_url: str
    pictures: Pictures | None

    @property
    def named(self):
        """The countries where most actors work."""
        return self.countries[:NAMED]

    @property
    def largest(self):
        """How many actors the largest collège has."""
        return max((share.count for share in self.colleges), default=0)


def facts():
    """The Facts of today, kept until the data, the day or the release changes."""
    key = f"home:{release()}:{version(directory.name)}:{timezone.localdate()}"
    found = caches["pages"].get(key)
    if found is None:
        found = read()
        caches["pages"].set(key, found)
    return found


def read():
    """The Facts, read from the database."""
    path = reverse("actors:list")
    everything = directory.shown(path, QueryDict())
    total, counts, _ = everything.page
    countries = reached(counts["countries"], everything.query)
    dots = list(
        SearchEntry.objects.filter(longitude__isnull=False)
        .values_list("college", "longitude", "latitude")
        .annotate(n=Count("pk"))
        .order_by("-n", "college", "longitude", "latitude")
    )
    with_country = SearchEntry.objects.filter(countries__len__gt=0).count()
    return Facts(
        total=total,
        members=counts["members"].get("oui", 0),
        with_country=with_country,
        from_records=Actor.objects.published().filter(provenance=Provenance.PUBLIC_RECORD).count(),
        located=sum(n for *_, n in dots),
        communes=len({(longitude, latitude) for _, longitude, latitude, _ in dots}),
        countries=countries,
        colleges=shares(everything, counts, "college", [c.value for c in College]),
        examples=examples(everything, counts),
        grants=grants(),
        latest=ListPage(directory.shown(path, QueryDict("tri=fraicheur"))).cards[:LATEST],
        pdf_url=directory.pdf_url(everything.query),
        pictures=draw(countries, [dot[:3] for dot in dots], with_country, total) if countries else None,
    )


def reached(counts, query):
    """The countries of `{slug: number of actors}`, most actors first."""
    cited = {row["countries"]: row for row in _public().filter(countries__isnull=False).values("countries").annotate(**SUMS).order_by()}
    found = []
    for country in Country.objects.filter(slug__in=counts):
        row = cited.get(country.pk, {})
        found.append(
            Reached(
                key=country.pk,
                slug=country.slug,
                name=country.name,
                url=query.url(values={"countries": [country.slug]}),
                longitude=country.longitude,
                latitude=country.latitude,
                actors=counts[country.slug],
                grants=row.get("count", 0),
                amount=row.get("amount", 0),
                first=row.get("first"),
                last=row.get("last"),
            )
        )
    return sorted(found, key=lambda c: -c.actors)


SUMS = {"count": Count("pk"), "amount": Sum("amount"), "first": Min("year"), "last": Max("year")}


def _public():
    return PublicGrant.objects.filter(actor__state=State.PUBLISHED)


def grants():
    """The public grants taken together."""
    every = _public().aggregate(**SUMS)
    located = _public().filter(countries__isnull=False).aggregate(n=Count("pk", distinct=True))["n"]
    funders = list(_public().values_list("funder", flat=True).annotate(n=Count("pk")).order_by("-n", "funder"))
    return Grants(every["count"], located, every["first"], every["last"], funders)


def shares(shown, counts, facet, values):
    """One Share for each of `values` of a facet."""
    labels = shown.labels[facet]
    return [Share(v, labels[v], counts[facet].get(v, 0), shown.query.url(values={facet: [v]})) for v in values]


def examples(shown, counts):
    """Searches that find something: the most frequent value of a few facets."""
    found = []
    for facet in ("countries", "themes", "kind", "department"):
        if counts[facet]:
            best = max(counts[facet], key=lambda value: (counts[facet][value], value))
            found += shares(shown, counts, facet, [best])
    return found
