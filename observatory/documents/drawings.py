"""The drawings of the report: the arcs of its cover, the world and the region on its pages. On paper nothing is a link."""

from django.conf import settings

from network.ui.atlas.colours import DARK, RIVER_SHADES, SAND_SHADES, classes
from network.ui.atlas.layouts import COVER, PAGE
from network.ui.atlas.outlines import INTERCOMMUNALITIES
from network.ui.atlas.territory import Area, drawing
from network.ui.atlas.world import Journey, Picture
from network.ui.french import plural
from observatory.pictures import points


def opening(shown):
    """What the cover draws: the countries and the communes."""
    countries, _ = points()
    return {"reached": reached(shown.tables["pays"], countries), "dots": shown.dots()}


def reached(table, countries):
    """(code, name, longitude, latitude, number of projects) of each country of a Table that has a place on the map."""
    rows = [row for row in table.known if row.projects and row.value in countries]
    return [(countries[row.value][0], row.label, *countries[row.value][1:], row.projects) for row in rows]


def _journeys(lines):
    return [Journey(key, name, longitude, latitude, n, "", "") for key, name, longitude, latitude, n in lines]


def cover(context):
    """One arc a country; without a country, the region alone."""
    journeys = _journeys(context["reached"])
    picture = Picture(journeys, ident="couverture", layout=COVER, palette=DARK, links=False, dots=context["dots"])
    return {"drawing": picture.svg(f"{plural(len(journeys), 'pays|pays')} où se déroulent des projets, {settings.NETWORK['from_region']}")}


def plates(context):
    """The maps of sections, each in the place of its facts."""
    sections = [
        {**section, "drawing": section["plate"] and MAPS[section["plate"]["map"]](section["plate"])} for section in context["sections"]
    ]
    return {"sections": sections}


def _world(plate):
    """The countries in the shade of their number of projects, under the arcs."""
    picture = Picture(_journeys(plate["lines"]), ident="monde", layout=PAGE, links=False, dots=plate["dots"], shades=SAND_SHADES)
    return picture.svg(plate["alternative"])


def _region(plate):
    """The intercommunalities in the shade of their number of projects."""
    areas = [Area(key, n, "", "") for key, n in plate["lines"]]
    return drawing(INTERCOMMUNALITIES, areas, plate["alternative"], plate["names"], links=False)


MAPS = {"world": _world, "region": _region}


def key(kind, counts):
    """[(colour, « 3 à 9 »)]: what the shades of a map stand for."""
    found = classes(SAND_SHADES if kind == "world" else RIVER_SHADES, max(counts, default=1))
    seen = [line for line in found if any(line[1] <= count <= line[2] for count in counts)]
    return [(colour, f"{low}" if low == high else f"{low} à {high}") for colour, low, high in seen]
