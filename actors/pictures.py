"""The picture of one actor's countries: arcs from the region, laid over grounds that browsers keep."""

from dataclasses import dataclass

from django.core.cache import caches
from django.utils.safestring import mark_safe

from network.directory.release import release
from network.ui.atlas.layouts import COLUMN, COLUMN_NARROW
from network.ui.atlas.world import Journey, Picture
from network.ui.french import plural

WHOLE, MARK = 16, 2  # what the picture shares among its arcs, and the least of one


@dataclass(frozen=True)
class Pictures:
    """Two drawings of the same facts; only one shows at a time."""

    wide: str
    narrow: str


def pictures(actor, countries):
    """The Pictures of `countries`, (Country, address of its list), or None when none has a place on the map.

    They depend on the countries and the commune alone, and are kept until the release changes.
    """
    placed = [(country, url) for country, url in countries if country.longitude is not None]
    if not placed:
        return None
    town = actor.municipality
    dots = [(actor.college, town.longitude, town.latitude)] if town else []
    key = f"actor-arcs:{release()}:{','.join(country.pk for country, _ in placed)}:{dots}".replace(" ", "")
    found = caches["pages"].get(key) if len(key) < 200 else None
    if found is None:
        found = _draw(placed, dots)
        if len(key) < 200:
            caches["pages"].set(key, found)
    return found


def _draw(placed, dots):
    weight = max(MARK, WHOLE // len(placed))  # nothing is counted here: arcs are alike, and finer where there are many
    journeys = [
        Journey(c.pk, c.name, c.longitude, c.latitude, weight, f"{c.name} : les acteurs qui y travaillent", url) for c, url in placed
    ]
    title = f"{plural(len(placed), 'pays d’intervention|pays d’intervention')} : {', '.join(country.name for country, _ in placed)}"
    drawn = [
        Picture(journeys, ident=f"arcs-{name}", layout=layout, dots=dots, counts=False).svg(title, ground=False)
        for name, layout in (("wide", COLUMN), ("narrow", COLUMN_NARROW))
    ]
    return Pictures(*(mark_safe(svg) for svg in drawn))  # noqa: S308 – every text in it is escaped
