"""What the scale of a year asks of an actor, and the scale of one year made from another's."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from actors.enums import Kind
from memberships.enums import Measure
from memberships.models import FeeScale
from memberships.models.scale import UNITS
from memberships.services.errors import MembershipError
from network.audit.services import record
from network.ui.french import NBSP, number, plural


@dataclass(frozen=True)
class Quote:
    """The line of the scale that applies to an actor and the size it was found by; else, in `problem`, why there is none."""

    scale: FeeScale | None = None
    size: int | None = None
    problem: str = ""


class Scale:
    """The scale of a year, read once."""

    def __init__(self, year):
        self.year = year
        self.lines = defaultdict(list)
        for line in FeeScale.objects.filter(year=year).order_by("college", "kind", "size_from"):
            self.lines[line.college, line.kind].append(line)

    def quote(self, actor):
        """The Quote of `actor` (read with its municipality, département and billing profile)."""
        lines = self.lines.get((actor.college, actor.kind)) or self.lines.get((actor.college, ""))
        if not lines:
            return Quote(problem=f"aucun barème {self.year} pour ce collège")
        measure = lines[0].measure
        if measure == Measure.FLAT:
            return Quote(lines[0])
        size = size_of(actor, measure)
        if size is None:
            return Quote(problem=_unknown(actor, measure))
        for line in lines:
            if line.size_from <= size and (line.size_to is None or size < line.size_to):
                return Quote(line, size)
        return Quote(size=size, problem=f"aucune tranche du barème {self.year} pour {number(size)}{NBSP}{UNITS[measure]}")


def size_of(actor, measure):
    """The population of a local authority, or the budget that an organisation declared; None when it is not known."""
    if measure == Measure.BUDGET:
        profile = getattr(actor, "billing", None)
        return profile.budget if profile else None
    town = actor.municipality
    places = {
        Kind.MUNICIPALITY: town,
        Kind.INTERCOMMUNALITY: town and town.intercommunality,
        Kind.DEPARTMENT: town.department if town else actor.department,
    }
    place = places.get(actor.kind)
    return place.population if place else None


def _unknown(actor, measure):
    if measure == Measure.BUDGET:
        return "budget annuel non déclaré\u00a0: à saisir dans sa fiche de facturation"
    if actor.kind in (Kind.MUNICIPALITY, Kind.INTERCOMMUNALITY, Kind.DEPARTMENT):
        return "population inconnue\u00a0: la fiche ne dit pas la commune du siège"
    return "population inconnue pour ce type de structure\u00a0: ajoutez une ligne de barème à son type"


@transaction.atomic
def copy_year(*, origin, year, by):
    """Make the scale of `year` from that of `origin`, when `year` has none yet. Returns its lines."""
    if FeeScale.objects.filter(year=year).exists():
        raise MembershipError(f"L’année {year} a déjà un barème\u00a0: modifiez ses lignes, ou supprimez-les avant de recopier.")
    lines = list(FeeScale.objects.filter(year=origin))
    if not lines:
        raise MembershipError(f"L’année {origin} n’a pas de barème à recopier.")
    for line in lines:
        line.pk, line.year, line._state.adding = None, year, True
    FeeScale.objects.bulk_create(lines)
    record(by=by, verb=f"recopier le barème {origin} ({plural(len(lines), 'ligne')})", target=lines[0])
    return lines


@transaction.atomic
def save_scale(*, scale, by, changes=None):
    """Save a line of the scale. One that calls were made by stays as it is: they say what it said."""
    if scale.pk and scale.calls.exists():
        raise MembershipError(
            "Des appels ont été faits avec cette ligne\u00a0: elle ne change plus. Ajoutez-en une autre pour une autre année."
        )
    scale.save()
    record(by=by, verb="modifier" if changes else "créer", target=scale, changes=changes)
    return scale


@transaction.atomic
def remove_scale(*, scale, by):
    """Remove a line of the scale that no call was made by."""
    if scale.calls.exists():
        raise MembershipError("Des appels ont été faits avec cette ligne\u00a0: elle reste.")
    record(by=by, verb="supprimer", target=scale)
    scale.delete()
