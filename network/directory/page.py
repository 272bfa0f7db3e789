"""What the template of a list shows: facets with counts, chips, cards, pages, ways out of an empty list."""

from dataclasses import dataclass, field
from functools import cached_property

from django.core.cache import caches
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from network.directory.facets import UNKNOWN
from network.directory.release import release
from network.directory.ways_out import ways_out
from network.ui.french import number, plural

NUMBERS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf", 10: "dix"}


@dataclass
class Choice:
    """One value of a facet; `children` are the second level, offered once it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool
    children: list = field(default_factory=list)


@dataclass
class Group:
    """One facet: what shows at once and what waits behind « … autres »."""

    name: str
    facet: object
    shown: list
    more: list


@dataclass
class Place:
    """A commune of the map, for those who read the map as words."""

    name: str
    count: int
    url: str


@dataclass
class Chip:
    """An active filter and the address of the list without it."""

    label: str
    url: str


class ListPage:
    """A `Shown`, ready for the template."""

    def __init__(self, shown):
        self.shown = shown
        self.directory, self.query, self.total = shown.directory, shown.query, shown.total

    @cached_property
    def groups(self):
        """The facets that can narrow this list: one that offers a single value and is not in use is left out."""
        groups = [self._group(name, facet) for name, facet in self.directory.facets.items()]
        return [g for g in groups if len(g.shown) > 1 or any(c.chosen for c in g.shown)]

    def _group(self, name, facet):
        counts, chosen = self.shown.page[1][name], self.query.values[name]
        parents = self.directory.parents().get(name, {})
        choices = {}
        for value, label in self.shown.labels[name].items():
            choice = Choice(value, label, counts.get(value, 0), value in chosen)
            if not (choice.count or choice.chosen or (facet.fixed and value != UNKNOWN)):
                continue
            parent = choices.get(parents.get(value))
            if parent is None:
                choices[value] = choice
            elif parent.chosen or choice.chosen:
                parent.children.append(choice)
        ordered = list(choices.values())
        if facet.fixed:
            return Group(name, facet, ordered, [])
        ordered.sort(key=lambda c: (not (c.chosen or any(child.chosen for child in c.children)), -c.count))
        keep = max(facet.top, sum(c.chosen for c in ordered))
        return Group(name, facet, ordered[:keep], ordered[keep:])

    @cached_property
    def chips(self):
        """The active filters, each with the address that leaves it out."""
        query = self.query
        chips = [Chip(f"« {query.text} »", query.url(text=""))] if query.text else []
        for name, values in query.values.items():
            labels = self.shown.labels[name]
            chips += [Chip(labels[value], query.url(values=query.without(name, value))) for value in values]
        if query.bounds:
            chips.append(Chip("Zone de la carte", query.url(bounds=None)))
        return chips

    @property
    def lead(self):
        """The sentence under the title."""
        return self.directory.lead(self.shown)

    @property
    def mended(self):
        """What was typed and how it was understood: `{typed: understood}`."""
        return self.shown.search[1]

    @cached_property
    def cards(self):
        """The HTML of each thing on the page; a thing that did not change since is not rendered again."""
        prefix = f"card:{self.directory.name}:{release()}:{self.directory.tick()}"
        keys = {f"{prefix}:{pk}:{number}": card for pk, number, card in self.shown.page[2]}
        found = caches["pages"].get_many(keys)
        missing = [key for key in keys if key not in found]
        if missing:
            template = get_template(self.directory.card_template)
            made = {key: template.render({"card": self.directory.card(keys[key])}) for key in missing}
            caches["pages"].set_many(made)
            found.update(made)
        return [mark_safe(found[key]) for key in keys]  # noqa: S308 – rendered by our own template just above

    @property
    def nothing(self):
        """« Aucun acteur ne répond à ces quatre critères »"""
        count = len(self.chips)
        criteria = "ce critère" if count == 1 else f"ces {NUMBERS.get(count, count)} critères"
        return f"{self.directory.none} {self.directory.one} ne répond à {criteria}"

    @cached_property
    def ways_out(self):
        """For an empty list: looser lists, each with the number of things it would show."""
        return ways_out(self.shown)

    @property
    def sorts(self):
        """(value, label, chosen) of the orders on offer. The one that comes by itself has an empty value, so that
        relevance takes over from the name as soon as something is searched.
        """
        offered = self.directory.offered(self.query.text)
        first = next(iter(offered))
        return [("" if key == first else key, label, key == (self.query.sort or first)) for key, (label, _) in offered.items()]

    @property
    def pagination(self):
        """(number or None for a gap, address) of the pages to offer around the current one."""
        last, here = self.shown.pages, self.query.page
        near = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
        links = []
        for before, page in zip([0, *near], near, strict=False):
            if page - before > 1:
                links.append((None, ""))
            links.append((page, self.query.url(page=page)))
        return links

    @property
    def first(self):
        """The rank of the first thing of the page, for the numbering of the list."""
        return (self.query.page - 1) * self.directory.page_size + 1

    @property
    def next_url(self):
        """The following page."""
        return self.query.url(page=self.query.page + 1)

    @property
    def list_url(self):
        """The same things as a list."""
        return self.query.url(view="")

    @property
    def map_url(self):
        """The same things on the map."""
        return self.query.url(view="carte", sort="")

    @property
    def points_url(self):
        """The points of the map, for the script that draws it."""
        return with_format(self.query.url(view=""), "carte")

    @cached_property
    def _places(self):
        return self.shown.statement.places()

    @property
    def places(self):
        """The communes of the map, most things first."""
        places = []
        for spot in self._places[0]:
            near = (spot.longitude - 0.0005, spot.latitude - 0.0005, spot.longitude + 0.0005, spot.latitude + 0.0005)
            places.append(Place(spot.cards[0]["place"], spot.count, self.query.url(view="", bounds=near)))
        return sorted(places, key=lambda place: (-place.count, place.name))

    @property
    def unplaced(self):
        """How many things have no known place."""
        return self._places[1]

    @property
    def spread(self):
        """« dont 120 sur la carte, en 45 lieux »: beside the total, where one thing may be in several places."""
        places, missing = self._places if self.directory.spots else ((), 0)
        if not places:
            return ""
        located = f"dont {number(self.total - missing)} sur la carte, " if missing else ""
        return f"{located}en {plural(len(places), 'lieu|lieux')}"

    @property
    def exports(self):
        """(label, address) of the exports of exactly what is shown."""
        formats = {"csv": "CSV", "xlsx": "XLSX", "geojson": "GeoJSON"}
        return [(label, with_format(self.query.url(view=""), name)) for name, label in formats.items()]

    @property
    def pdf_url(self):
        """The page that offers what is shown as a PDF, if the list has such a kind of document."""
        return self.directory.pdf_url(self.query)


def with_format(url, name):
    """`url` asking for another format."""
    return f"{url}{'&' if '?' in url else '?'}format={name}"
