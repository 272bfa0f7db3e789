"""Lines of a file as the team looks at them before they are written."""

from dataclasses import dataclass

from actors.enums import Kind
from actors.importing.columns import COLUMNS
from actors.models import Actor
from actors.numbers import grouped
from network.taxonomy.models import Municipality

LABELS = {column.name: column.label for column in COLUMNS}


@dataclass
class Target:
    """The sheet that a line is, or may be, about."""

    pk: int
    name: str
    where: str


@dataclass
class Presented:
    """One line in words."""

    line: object
    status: object
    kind: str
    place: str
    numbers: list
    target: Target | None
    fills: list
    choices: tuple


def present(lines, kind):
    """Each of `lines` in words; two statements, however many there are."""
    communes = dict(Municipality.objects.filter(pk__in={line.municipality for line in lines}).values_list("pk", "name"))
    sheets = Actor.objects.filter(pk__in={line.target for line in lines if line.target}).select_related("municipality")
    targets = {actor.pk: Target(actor.pk, actor.name, str(actor.municipality or actor.place)) for actor in sheets}
    kinds = dict(Kind.choices)
    return [
        Presented(
            line,
            kind.status(line.status),
            kinds.get(line.kind, ""),
            " ".join(filter(None, [line.postcode, communes.get(line.municipality, line.place)])),
            [grouped(number) for number in (line.siret or line.siren, line.rna, line.uai) if number],
            targets.get(line.target),
            [LABELS[name] for name in line.fills],
            kind.choices.get(line.status, ()) if line.target in targets else (),
        )
        for line in lines
    ]
