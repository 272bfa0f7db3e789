"""What two sheets say, heading by heading: what is shown of each, what may be chosen, what is proposed.

Columns that only make sense together (a seat, a pair of numbers, a publication) are chosen together. `UNCHOSEN` are the
columns that a merge never takes from the other sheet; a test says when a new column is in neither.
"""

from dataclasses import dataclass

from django.utils import timezone

from actors.enums import Way
from actors.models import Actor
from actors.numbers import grouped
from network.moderation.enums import State
from network.ui.french import day

MINE, THEIRS, BOTH = "winner", "loser", "both"
UNCHOSEN = {"id", "slug", "merged_into", "created_at", "updated_at", "is_demo", "other_names", "known_as"}
PUBLICITY = [State.ARCHIVED, State.DRAFT, State.SUBMITTED, State.PUBLISHED]


@dataclass(frozen=True)
class Heading:
    """One line of the comparison: the columns that go together, and whether both values may be kept."""

    name: str
    label: str
    columns: tuple
    united: bool = False
    prefers: str = "recent"  # when both say something: see `proposed`

    def values(self, actor):
        """What the sheet holds, comparable: keys of a many-to-many, a list, or the columns."""
        return tuple(held(actor, name) for name in self.columns)

    def is_empty(self, actor):
        """Whether the sheet says nothing here."""
        return not any(self.values(actor))

    def lines(self, actor):
        """What is shown of it."""
        return SHOWN.get(self.name, _plainly)(self, actor)

    def same(self, one, other):
        """Whether both say the same; two publications of one day do, to the minute or not."""
        return self.values(one) == self.values(other) or (self.prefers == "public" and self.lines(one) == self.lines(other))

    def proposed(self, mine, theirs):
        """What stays unless somebody decides otherwise: what says something, then the fuller, then the more recent."""
        if self.is_empty(theirs) or self.same(mine, theirs):
            return MINE
        if self.is_empty(mine):
            return THEIRS
        if self.united:
            return BOTH
        if self.prefers == "longer":
            return THEIRS if len(self.values(theirs)[0]) > len(self.values(mine)[0]) else MINE
        if self.prefers == "public":
            return THEIRS if PUBLICITY.index(theirs.state) > PUBLICITY.index(mine.state) else MINE
        if self.prefers == "fuller":
            return THEIRS if _filled(self.values(theirs)) > _filled(self.values(mine)) else MINE
        if self.prefers == "later":
            return THEIRS if self.values(theirs) > self.values(mine) else MINE
        return THEIRS if self.prefers == "recent" and recent(theirs) > recent(mine) else MINE


HEADINGS = (
    Heading("name", "Nom", ("name",), prefers="mine"),
    Heading("acronym", "Sigle", ("acronym",)),
    Heading("nature", "Collège et type", ("college", "kind", "sole_trader")),
    Heading("siren", "SIREN et SIRET", ("siren", "siret"), prefers="fuller"),
    Heading("rna", "Numéro RNA", ("rna",)),
    Heading("uai", "Code UAI", ("uai",)),
    Heading("founded", "Année de création", ("founded",)),
    Heading("presentation", "Présentation", ("presentation",), prefers="longer"),
    Heading("countries", "Pays d’intervention", ("countries",), united=True),
    Heading("themes", "Thématiques", ("themes",), united=True),
    Heading("ways", "Modes d’action", ("ways",), united=True),
    Heading("languages", "Langues de travail", ("languages",), united=True),
    Heading("seat", "Siège", ("street", "postcode", "municipality", "place", "department"), prefers="fuller"),
    Heading("website", "Site internet", ("website",)),
    Heading("public_email", "Courriel public", ("public_email",)),
    Heading("public_phone", "Téléphone public", ("public_phone",)),
    Heading("logo", "Logo", ("logo",)),
    Heading("origin", "Origine de la fiche", ("provenance", "source")),
    Heading("confirmed_at", "Confirmée le", ("confirmed_at",), prefers="later"),
    Heading(
        "publication",
        "Publication",
        ("state", "submitted_at", "submitted_by", "published_at", "published_by", "refusal_reason"),
        prefers="public",
    ),
)


def held(actor, name):
    """The value of a column as it is compared and kept: the key of a foreign key, the sorted keys of a many-to-many, a file's name."""
    field = Actor._meta.get_field(name)
    if field.many_to_many:
        return tuple(sorted(thing.pk for thing in getattr(actor, name).all()))
    value = getattr(actor, field.attname)
    return tuple(value) if isinstance(value, list) else value.name or "" if hasattr(value, "storage") else value


def recent(actor):
    """How recently somebody vouched for the sheet: a confirmation is worth more than a change."""
    return actor.confirmed_at is not None, actor.confirmed_at or actor.updated_at


def worth(actor):
    """Which of two sheets had better stay, the greater: published, represented, fuller, older."""
    filled = sum(not heading.is_empty(actor) for heading in HEADINGS)
    return PUBLICITY.index(actor.state), bool(actor.representations.all()), filled, -actor.pk


def other_names(mine, theirs, name):
    """The other names of the merged sheet called `name`: all that either was called besides, each once."""
    said = [*_split(mine.other_names), mine.name, *_split(theirs.other_names), theirs.name]
    seen, kept = {name.casefold()}, []
    for one in said:
        if one.casefold() not in seen:
            seen.add(one.casefold())
            kept.append(one)
    return ", ".join(kept)


def _split(names):
    return [name.strip() for name in names.split(",") if name.strip()]


def _filled(values):
    return sum(bool(value) for value in values)


def _plainly(heading, actor):
    value = heading.values(actor)[0]
    return [str(value)] if value not in (None, "", ()) else []


def _nature(heading, actor):
    return [actor.get_college_display(), actor.get_kind_display(), *(["Entreprise individuelle"] if actor.sole_trader else [])]


def _numbers(heading, actor):
    return [grouped(value) for value in heading.values(actor) if value]


def _things(heading, actor):
    return [str(thing) for thing in getattr(actor, heading.name).all()]


def _ways(heading, actor):
    return [Way(way).label if way in Way.values else way for way in actor.ways]


def _seat(heading, actor):
    town = actor.municipality.name if actor.municipality else actor.place
    lines = [actor.street, f"{actor.postcode} {town}".strip()]
    return [line for line in [*lines, "" if actor.municipality else str(actor.department or "")] if line]


def _origin(heading, actor):
    return [line for line in (actor.get_provenance_display(), actor.source) if line]


def _confirmed(heading, actor):
    return [day(timezone.localtime(actor.confirmed_at))] if actor.confirmed_at else []


def _publication(heading, actor):
    dated = f"{actor.get_state_display()} le {day(timezone.localtime(actor.published_at))}" if actor.published_at else ""
    return [dated if actor.state == State.PUBLISHED and dated else actor.get_state_display(), *filter(None, [actor.refusal_reason])]


SHOWN = {
    "nature": _nature,
    "siren": _numbers,
    "countries": _things,
    "themes": _things,
    "ways": _ways,
    "languages": lambda heading, actor: list(actor.languages),
    "seat": _seat,
    "origin": _origin,
    "confirmed_at": _confirmed,
    "publication": _publication,
}
