"""Search across everything that is public: a registry of sources, asked in turn.

A mission that opens its pages adds a line to SOURCES: `DirectorySource(directory, "events:list")` for a list of the
portal, or any object with a `title` and `find(text)`.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.http import QueryDict
from django.urls import reverse

from actors.listing import directory as actors
from events.listing import directory as events
from events.listing import past as past_events
from network.moderation.enums import State
from network.taxonomy.models import Municipality
from network.taxonomy.spelling import key_words
from projects.listing import directory as projects

SHOWN = 6  # answers of each source; the rest is behind its link


@dataclass(frozen=True)
class Answer:
    """One thing that answers: its name, its page (none for what has no page of its own), and a few words."""

    name: str
    url: str = ""
    detail: str = ""
    college: str = ""


@dataclass(frozen=True)
class Answers:
    """What a source answers: the first things, how many in all, the list of all of them, and words that were mended."""

    title: str
    shown: list
    total: int
    url: str = ""
    words: str = "réponse"
    mended: dict = field(default_factory=dict)


class DirectorySource:
    """The things of a list of the portal, found by the list's own search."""

    def __init__(self, directory, page):
        self.directory, self.page = directory, page

    def find(self, text):
        """The first answers of the list and the list itself."""
        shown = self._ask({"q": text})
        cards = [self.directory.card(card) for _, _, card in shown.page[2][:SHOWN]]
        answers = [Answer(detail=_place(card), **_named(self.directory.point(card))) for card in cards]
        title = self.directory.many.capitalize()
        return Answers(title, answers, shown.total, shown.query.url(), self.directory.one, shown.search[1])

    def _ask(self, params):
        data = QueryDict(mutable=True)
        data.update(params)
        return self.directory.shown(reverse(self.page), data)


class ShortcutSource(DirectorySource):
    """Countries, themes, territories…: the values of a list's facets, as ways into the list."""

    def find(self, text):
        """The values whose words begin like those of `text`, most things first."""
        shown, wanted = self._ask({}), key_words(text)
        found = []
        for name, facet in self.directory.facets.items():
            counts = shown.page[1][name]
            for value, label in shown.labels[name].items():
                if counts.get(value) and wanted and _begin(wanted, key_words(label)):
                    found.append((counts[value], Answer(label, shown.query.url(values={name: [value]}), facet.label)))
        found.sort(key=lambda pair: (-pair[0], pair[1].name))
        answers = [Answer(a.name, a.url, f"{a.detail}, {_counted(n, self.directory)}") for n, a in found[:SHOWN]]
        return Answers(f"Raccourcis vers les {self.directory.many}", answers, len(answers))


class MunicipalitySource:
    """The communes of the region, each with the actors that sit there."""

    def find(self, text):
        """Communes by name, former name or postcode; one without an actor leads to its intercommunalité."""
        published = Count("actor", filter=Q(actor__state=State.PUBLISHED))
        communes = Municipality.objects.matching(text).select_related("intercommunality").annotate(actors=published)[:SHOWN]
        return Answers("Communes", answers := [self._answer(commune) for commune in communes], len(answers))

    def _answer(self, commune):
        path, group = reverse("actors:list"), commune.intercommunality
        if commune.actors:
            x, y = commune.longitude, commune.latitude
            query = f"?emprise={x - 0.0005:g},{y - 0.0005:g},{x + 0.0005:g},{y + 0.0005:g}"
            return Answer(commune.label, path + query, _counted(commune.actors, actors))
        if group:
            return Answer(commune.label, f"{path}?epci={group.pk}", f"aucun acteur publié ; voir {group.name}")
        return Answer(commune.label, "", "aucun acteur publié")


SOURCES = (
    DirectorySource(actors, "actors:list"),
    DirectorySource(projects, "projects:list"),
    DirectorySource(events, "events:list"),
    DirectorySource(past_events, "events:past"),
    ShortcutSource(actors, "actors:list"),
    MunicipalitySource(),
)


def search(text):
    """The Answers of every source that has some."""
    return [answers for answers in (source.find(text) for source in SOURCES) if answers.shown] if text else []


def _named(point):
    return {"name": point["name"], "url": point["url"], "college": point.get("college", "")}


def _place(card):
    countries = [name for _, name in card.get("countries", [])]
    return " · ".join(filter(None, [card.get("when"), card.get("place"), ", ".join(countries[:4])]))


def _begin(wanted, words):
    """Whether each wanted word begins one of `words`."""
    return all(any(word.startswith(start) for word in words) for start in wanted)


def _counted(count, directory):
    return f"{count}\u00a0{directory.one if count < 2 else directory.many}"
