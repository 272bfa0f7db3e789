"""Everything about one actor in one list, latest first. Each app registers its own sources in its `timeline.py`.

    register(
        Source(
            name="echanges", label="Échanges", order=10, permission="crm.view_interaction", at="date",
            about=lambda actor: Interaction.objects.filter(actors=actor).select_related("by"),
            shown=lambda interaction: Moment("Réunion", url=…, note=…, who=str(interaction.by)),
        )
    )

The sources are put in order by one statement (a union of their dates and keys), so that a page costs one statement to
count each source, one to choose, and one for each source that it shows, however long the history is.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast

from actors.models import Actor

PAGE = 30


@dataclass(frozen=True)
class Moment:
    """One line of the timeline. `when` and `source` are filled in by the timeline itself."""

    title: str
    url: str = ""
    note: str = ""
    who: str = ""
    tag: str = ""
    level: str = ""
    when: datetime | None = None
    source: "Source | None" = None


@dataclass(frozen=True)
class Source:
    """One kind of moments: `about(actor)` is a queryset without repetitions, `at` its date, `shown(thing)` its line."""

    name: str
    label: str
    order: int
    permission: str
    at: str
    about: Callable[[Actor], QuerySet]
    shown: Callable[[object], Moment]


_sources = {}


def register(source):
    """Add a source; its name is taken once. Returns the source."""
    if _sources.setdefault(source.name, source) is not source:
        raise ValueError(f"The timeline source “{source.name}” is registered twice.")
    return source


def sources_for(user):
    """The sources that `user` may read, in order."""
    return [s for s in sorted(_sources.values(), key=lambda s: (s.order, s.name)) if user.has_perm(s.permission)]


@dataclass
class Timeline:
    """The moments of an actor that a person may see, of some sources or of all."""

    actor: Actor
    sources: list
    chosen: list

    @classmethod
    def of(cls, actor, user, names=()):
        """Of the sources named; of all of them when none is."""
        sources = sources_for(user)
        return cls(actor, sources, [source for source in sources if source.name in names] or sources)

    def counts(self):
        """`[(source, how many), …]`: one statement each."""
        return [(source, source.about(self.actor).count()) for source in self.sources]

    def page(self, number, size=PAGE):
        """The moments of page `number`, from 1."""
        start = (number - 1) * size
        lines = list(self._order()[start : start + size])
        keys = defaultdict(list)
        for _, name, key in lines:
            keys[name].append(key)
        found = {}
        for source in self.chosen:
            if source.name in keys:
                for thing in source.about(self.actor).filter(pk__in=keys[source.name]):
                    found[source.name, str(thing.pk)] = replace(source.shown(thing), when=getattr(thing, source.at), source=source)
        return [found[name, key] for _, name, key in lines if (name, key) in found]

    def _order(self):
        if not self.chosen:
            return Actor.objects.none()
        parts = [
            source.about(self.actor)
            .order_by()
            .annotate(
                moment_at=Cast(F(source.at), DateTimeField()),
                moment_source=Value(source.name, CharField()),
                moment_key=Cast("pk", CharField()),
            )
            .values_list("moment_at", "moment_source", "moment_key")
            for source in self.chosen
        ]
        whole = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
        return whole.order_by("-moment_at", "moment_source", "-moment_key")


@dataclass(frozen=True)
class Tool:
    """A button at the top of an actor's page in the admin, for those who have its permission."""

    label: str
    order: int
    permission: str
    url: Callable[[Actor], str]


_tools = []


def add_tool(tool):
    """Add a button. Returns the tool."""
    _tools.append(tool)
    return tool


def tools_of(actor, user):
    """`[(label, address), …]` of what `user` may do with the actor."""
    allowed = [tool for tool in sorted(_tools, key=lambda tool: (tool.order, tool.label)) if user.has_perm(tool.permission)]
    return [(tool.label, tool.url(actor)) for tool in allowed]
