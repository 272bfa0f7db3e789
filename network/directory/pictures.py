"""Arcs in the width of a column, laid over grounds that browsers keep; kept until the release or what they show changes."""

from dataclasses import astuple, dataclass
from hashlib import sha256

from django.core.cache import caches
from django.utils.safestring import mark_safe

from network.directory.release import release
from network.ui.atlas.layouts import COLUMN, COLUMN_NARROW
from network.ui.atlas.world import Picture

WHOLE, MARK = 16, 2  # what a picture that counts nothing shares among its arcs, and the least of one


@dataclass(frozen=True)
class Pictures:
    """Two drawings of the same facts; only one shows at a time."""

    wide: str
    narrow: str


def alike(count):
    """The weight of each of `count` arcs where nothing is counted: they are alike, and finer where there are many."""
    return max(MARK, WHOLE // max(count, 1))


def column(journeys, *, dots, title, counts=False):
    """The Pictures of `journeys` from `dots`, (collège, longitude, latitude); None when no journey leads to a known place."""
    placed = [journey for journey in journeys if journey.longitude is not None]
    if not placed:
        return None
    shown = repr((release(), [astuple(journey) for journey in placed], dots, title, counts))
    key = f"arcs:{sha256(shown.encode()).hexdigest()}"
    found = caches["pages"].get(key)
    if found is None:
        drawn = [
            Picture(placed, ident=f"arcs-{name}", layout=layout, dots=dots, counts=counts).svg(title, ground=False)
            for name, layout in (("wide", COLUMN), ("narrow", COLUMN_NARROW))
        ]
        found = Pictures(*(mark_safe(svg) for svg in drawn))  # noqa: S308 – every text in it is escaped
        caches["pages"].set(key, found)
    return found
