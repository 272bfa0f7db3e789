"""A list of the portal: what is declared once, and what one request of it shows."""

from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from math import ceil

from django.core.cache import caches
from django.http import QueryDict
from django.utils import timezone

from network.directory import labels
from network.directory.query import Query
from network.directory.search import tsquery
from network.directory.statement import Statement, Whole
from network.directory.versions import version

LAST_PAGE = 5000  # a page further than this does not exist

MAP_WORDS = {
    "place": "commune par commune",
    "near": "d’une même commune ou de communes proches",
    "unplaced": "sans commune connue dans la région",
}


class Directory:
    """What a list is made of. Subclass it, give the names below, and write a few lines of view.

    `name` is the listing's name in PostgreSQL, `table` and `key` its search table and key, `filterset` a
    DirectoryFilter, `sorts` maps a value of `tri` to (label, SQL order or "rank"); `columns` are those of the
    exports, (heading, function of a thing). The rest are words of the page.
    """

    name = table = ""
    key = "id"
    filterset = None
    sorts = {}
    columns = []
    pointed = ()
    page_size = 24
    card_template = ""
    title = description = placeholder = one = many = file_name = ""
    written = {}  # {facet: {value: label}} of the facets whose words are code
    more_labels = ""  # SQL added to `labels.REFERENCE`
    world = False  # the map shows the world rather than the region
    map_words = MAP_WORDS
    spots = ""  # SQL of rows (id, longitude, latitude, place), one a point, where a thing has several; else its row holds its point
    joining = None  # (words, name of the page) where one adds one's own
    none = "Aucun"  # agrees with `one`
    switch_template = "directory/switch.html"  # how else the same things are shown
    foot_template = ""  # what stands under the list
    list_class = "notices"

    def __init__(self):
        self.facets = self.filterset.facets()
        self._read = (None, {}, {})

    def tick(self):
        """The moment that what is kept is true for; a list whose things change with the hour says a shorter one than the day."""
        return timezone.localdate()

    def labels(self, number):
        """`{facet: {value: label}}` as of version `number` of the data; reads the database at most once a version."""
        if self._read[0] != number:
            self._read = (number, *labels.read(self.facets, self.written, self.more_labels))
        return self._read[1]

    def parents(self):
        """`{facet: {value: parent value}}` for facets on two levels: the second shows once the first is chosen."""
        return self._read[2]

    def query(self, path, data, labels):
        """The Query that `data` (a QueryDict) asks for; unknown values are left out and said in `errors`."""
        cleaned, errors = self.filterset.parse(data)
        values = {}
        for name, facet in self.facets.items():
            asked = cleaned[name] or []
            values[name] = [v for v in asked if v in labels[name]]
            errors += [f"Le filtre « {facet.label} : {v} » n’existe pas : il a été ignoré." for v in asked if v not in labels[name]][:3]
        text = " ".join((cleaned["q"] or "").split())[:100]
        sort = data.get("tri", "")
        page = data.get("page", "1")
        return Query(
            path=path,
            params={name: facet.param for name, facet in self.facets.items()},
            text=text,
            values=values,
            bounds=cleaned["bounds"],
            sort=sort if sort in list(self.offered(text))[1:] else "",
            page=min(int(page), LAST_PAGE) if page.isascii() and page.isdigit() and int(page[:9]) else 1,
            view="carte" if data.get("vue") == "carte" else "",
            errors=errors,
        )

    def offered(self, text):
        """The orders on offer, the one that comes by itself first: relevance only while something is searched."""
        return {key: order for key, order in self.sorts.items() if text or order[1] != "rank"}

    def export_queryset(self):
        """The things, with what `columns` reads of them."""
        raise NotImplementedError

    def coordinates(self, thing):
        """`[longitude, latitude]` of a thing in degrees, or None."""
        raise NotImplementedError

    def geometry(self, thing):
        """The geometry of a thing in GeoJSON, or None."""
        point = self.coordinates(thing)
        return {"type": "Point", "coordinates": point} if point else None

    def point(self, card):
        """What the map says of a thing: name, address, collège. `card` holds what `pointed` names."""
        raise NotImplementedError

    def card(self, card):
        """What the card's template reads: the stored facts and what depends on the day."""
        return card

    @property
    def words(self):
        """Singular and plural, for the filter `plural`."""
        return f"{self.one}|{self.many}"

    def lead(self, shown):
        """The sentence under the title."""
        return self.description

    def pdf_url(self, query):
        """The page that offers the things of `query` as a PDF, or an empty string."""
        return ""

    def shown(self, path, data, number=None):
        """What the list shows for `data`: a Shown. `number` is the version of the data when it was read already."""
        return Shown(self, path, data, number)

    def search(self, text):
        """(`to_tsquery` text, `{typed: understood}`) of what a person typed."""
        return tsquery(self.name, text) if text else ("", {})


class Shown:
    """One request of a list: read lazily, each part at most once."""

    def __init__(self, directory, path, data, number=None):
        self.directory = directory
        self.version = version(directory.name) if number is None else number
        self.labels = directory.labels(self.version)
        self.query = directory.query(path, data, self.labels)
        self.sort = self.query.sort or next(iter(directory.sorts))

    @cached_property
    def search(self):
        """(`to_tsquery` text, `{typed: understood}`) of the search."""
        return self.directory.search(self.query.text)

    @cached_property
    def statement(self):
        """The SQL of this request."""
        return Statement(self.directory, replace(self.query, sort=self.sort), self.search[0])

    @cached_property
    def page(self):
        """(total, counts, cards). Without a filter, it is remembered for this version of the data and this day."""
        return self.read() if self.query.is_filtered else self._remembered(self)

    def read(self):
        """(total, counts, cards) as the database has them now."""
        whole = Whole(self.version, *self.whole[:2]) if self.query.is_filtered else None
        return self.statement.page(self.directory.page_size, whole)

    @cached_property
    def whole(self):
        """(total, counts, cards) of the first page without any filter."""
        if not self.query.is_filtered:
            return self.page
        return self._remembered(Shown(self.directory, self.query.path, QueryDict(), self.version))

    @staticmethod
    def _remembered(shown):
        directory = shown.directory
        key = f"{directory.name}:{directory.table}:{shown.version}:{directory.tick()}:{shown.sort}:{shown.query.page}"
        key = sha256(key.encode()).hexdigest()
        found = caches["pages"].get(key)
        if found is None:
            found = shown.read()
            caches["pages"].set(key, found)
        return found

    @property
    def total(self):
        """How many things answer."""
        return self.page[0]

    @property
    def pages(self):
        """How many pages they fill; at least one."""
        return max(1, ceil(self.total / self.directory.page_size))
