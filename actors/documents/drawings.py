"""The drawings of the directory: the arcs of the cover, the territory at the head of a chapter."""

from collections import Counter

from django.conf import settings

from network.ui.atlas.colours import DARK, LIGHT
from network.ui.atlas.layouts import COVER
from network.ui.atlas.loupe import enlargement
from network.ui.atlas.marks import marks, thinned
from network.ui.atlas.outlines import DEPARTMENTS, layer
from network.ui.atlas.world import Journey, Picture
from network.ui.french import plural

HOT = "#f0d9ae"


def dots(actors):
    """(college, longitude, latitude) of those whose commune is known."""
    return [(a.college, a.municipality.longitude, a.municipality.latitude) for a in actors if a.municipality]


def reached(actors):
    """(code, name, longitude, latitude, number of `actors`) of each country where they work."""
    countries = {country.pk: country for actor in actors for country in actor.countries.all()}
    counts = Counter(country.pk for actor in actors for country in actor.countries.all())
    return [(key, countries[key].name, countries[key].longitude, countries[key].latitude, count) for key, count in sorted(counts.items())]


def cover(context):
    """The region and the countries that are `reached`, one arc a country."""
    journeys = [
        Journey(key, name, longitude, latitude, count, "", "")
        for key, name, longitude, latitude, count in context["reached"]
        if longitude is not None
    ]
    picture = Picture(journeys, ident="couverture", layout=COVER, palette=DARK, links=False, dots=context["dots"])
    return {"drawing": picture.svg(f"{plural(len(journeys), 'pays|pays')} où agissent les acteurs, {settings.NETWORK['from_region']}")}


def territory(context):
    """The départements, that of the chapter brought forward, with the communes of its actors; nothing for no département."""
    outlines, code = layer(DEPARTMENTS), context["opening"]["code"]
    if code not in outlines.shapes:
        return {"drawing": ""}
    plate, p = enlargement(100, 100, 100), LIGHT
    land = plate.rings(outlines, outlines.merged(list(outlines.shapes)), 0.4)
    here = plate.rings(outlines, outlines.shapes[code], 0.4)
    borders = plate.lines(outlines, outlines.borders(), 0.4)
    points = thinned([(college, *plate(x, y)) for college, x, y in context["opening"]["dots"]], 2.4)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" class="pdf-territory">'
        f"<title>{plural(len(points), 'commune')} sur la carte de la région</title>"
        f'<path d="{land}" fill="#f3ecdd" stroke="#857d68" stroke-width=".8"/><path d="{here}" fill="{HOT}"/>'
        f'<path d="{borders}" fill="none" stroke="#857d68" stroke-width=".6"/>'
        f'<path d="{here}" fill="none" stroke="{p.ink}" stroke-width=".9"/>'
        f"{marks(points[::-1], p, 3)}</svg>"
    )
    return {"drawing": svg}
