"""Taking a snapshot: the figures of now, kept for ever."""

from django.db import OperationalError, connection, transaction
from django.db.models import Max
from django.http import QueryDict
from django.utils import timezone

from network.audit.services import record
from observatory.counting import count
from observatory.freezing import frozen, keep_sheets
from observatory.method import METHOD
from observatory.models import Snapshot
from observatory.page import Observatory

# One taker at a time; what is counted does not move between the statements that count it. Nobody waits for long.
LOCKS = (
    "SET LOCAL lock_timeout = '20s'",
    "LOCK TABLE observatory_snapshot IN SHARE ROW EXCLUSIVE MODE",
    "LOCK TABLE projects_searchentry, actors_searchentry IN SHARE MODE",
    "SET LOCAL lock_timeout = DEFAULT",
)
LATE = 7  # days of January in which a year that nobody closed is closed still, under its true date


class SnapshotError(Exception):
    """The figures cannot be frozen now; the message is for the person."""


@transaction.atomic
def take(*, by, reason, year=None, after=None):
    """Freeze the figures of now under the next number; returns the Snapshot.

    `year` is the year that the snapshot closes: there is one, which is returned when it was taken already. `after` is the number of the
    last one that the person saw (0 for none): pressed twice, a button takes one.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise SnapshotError("Dites en quelques mots pourquoi ces chiffres sont figés\u00a0: ce motif sera lu avec eux.")
    _hold()
    if year is not None and (taken := Snapshot.objects.filter(year=year).first()):
        return taken
    last = Snapshot.objects.aggregate(last=Max("number"))["last"] or 0
    if after not in (None, last):
        raise SnapshotError(f"L’instantané n°\u00a0{last} vient d’être pris\u00a0: regardez-le avant d’en prendre un autre.")
    number = last + 1
    is_demo = keep_sheets(number)
    shown = Observatory(QueryDict())
    shown.counts = count(shown.selection)  # not those of the cache: the very ones of the sheets kept above
    snapshot = Snapshot.objects.create(
        number=number,
        taken_at=timezone.now(),
        year=year,
        reason=reason[:200],
        method=list(METHOD),
        figures=frozen(shown),
        is_demo=is_demo,
    )
    record(by=by, verb="figer les chiffres", target=snapshot)
    return snapshot


def _hold():
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for lock in LOCKS:
                cursor.execute(lock)
    except OperationalError as error:
        raise SnapshotError("Des fiches sont en train d’être écrites\u00a0: recommencez dans quelques minutes.") from error


def close_year(*, day):
    """Take the snapshot that closes a year, if `day` is 31 December or, should the worker have been away, one of the days after.

    Returns the Snapshot, or None on other days.
    """
    if (day.month, day.day) == (12, 31):
        year = day.year
    elif day.month == 1 and day.day <= LATE:
        year = day.year - 1
    else:
        return None
    return take(by=None, reason=f"Clôture de l’année {year}", year=year)
