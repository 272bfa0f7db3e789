"""Participations of a year: one registration present at least once is one, however many slots its session has."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, F, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from events.models import Attendance, Registration, Slot
from events.services.planning import day_begins
from network.taxonomy.enums import College

UNKNOWN = "Structure hors de l’annuaire ou inconnue"


@dataclass(frozen=True)
class Count:
    """A line of a table: who was registered (confirmed), who came, who had never come before."""

    label: str
    registered: int
    present: int
    first: int


def _confirmed():
    """Confirmed registrations to trainings, with the first slot of each and whether the person came."""
    starts = Slot.objects.filter(event=OuterRef("event")).order_by().values("event").annotate(first=Min("starts_at")).values("first")
    came = Attendance.objects.filter(registration=OuterRef("pk"), mark="present")
    return (
        Registration.objects.confirmed()
        .filter(event__training_session__isnull=False, event__state="published")
        .annotate(
            starts_at=Subquery(starts),
            came=Exists(came),
            who=Lower("email"),
            college=F("actor__college"),
            department=Coalesce("actor__municipality__department__name", "actor__department__name"),
        )
    )


def participations(year):
    """How many there are in a year."""
    return _of_year(_confirmed(), year).filter(came=True).count()


def _of_year(rows, year):
    first = timezone.localdate().replace(year=year, month=1, day=1)
    return rows.filter(starts_at__gte=day_begins(first), starts_at__lt=day_begins(first.replace(year=year + 1)))


def tables(year):
    """`(whole, by semester, by collège, by département)` of a year: a Count, then lists of them."""
    rows = list(_of_year(_confirmed(), year).values("pk", "starts_at", "came", "who", "college", "department", "is_erased"))
    end = day_begins(timezone.localdate().replace(year=year, month=12, day=31) + timedelta(days=1))
    known = _confirmed().filter(came=True, is_erased=False, starts_at__lt=end).order_by("starts_at", "pk")
    debut = {}
    for pk, who in known.values_list("pk", "who"):
        debut.setdefault(who, pk)
    firsts = set(debut.values())
    names = dict(College.choices)
    return (
        _count("Ensemble", rows, firsts),
        _grouped(rows, firsts, lambda row: f"{'Premier' if timezone.localtime(row['starts_at']).month < 7 else 'Second'} semestre"),
        _grouped(rows, firsts, lambda row: names.get(row["college"], UNKNOWN)),
        _grouped(rows, firsts, lambda row: row["department"] or "Département inconnu"),
    )


def _grouped(rows, firsts, key):
    groups = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    last = {UNKNOWN, "Département inconnu"}
    return [_count(label, groups[label], firsts) for label in sorted(groups, key=lambda label: (label in last, label))]


def _count(label, rows, firsts):
    came = Counter(row["came"] for row in rows)
    return Count(label, len(rows), came[True], sum(row["pk"] in firsts for row in rows if row["came"]))
