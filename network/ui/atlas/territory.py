"""The region on a plate of its own: intercommunalities or départements in the shade of their number, each leading to its list."""

from dataclasses import dataclass
from functools import cache
from html import escape
from math import cos, radians

from network.ui.atlas.colours import LIGHT, RIVER_SHADES, shade
from network.ui.atlas.frame import area, graticule, neatline
from network.ui.atlas.lettering import write
from network.ui.atlas.outlines import DEPARTMENTS, layer
from network.ui.atlas.paths import number as n
from network.ui.atlas.plate import Plate

WIDTH, MARGIN, AIR = 560, 8, 14


@dataclass(frozen=True)
class Area:
    """A territory: its key in the outlines, how much is counted there, in words, and its list."""

    key: str
    count: int
    title: str
    url: str


def drawing(source, areas, title, names, *, links=True):
    """The SVG of `areas` on the outlines `source`; `names` are (name, longitude, latitude) written over it. Zero stays paper."""
    outlines, borders, p = layer(source), layer(DEPARTMENTS), LIGHT
    plate = _plate()
    most = max((a.count for a in areas), default=1) or 1
    every = plate.rings(borders, borders.merged(list(borders.shapes)), 0.4)
    drawn = [f'<path d="{every}" fill="{p.region}"/>']
    counted = {a.key: a for a in areas if a.count and a.key in outlines.shapes}
    for key, found in sorted(counted.items(), key=lambda pair: -pair[1].count):
        d = plate.rings(outlines, outlines.shapes[key], 0.4)
        shape = f'<path d="{d}" fill="{shade(RIVER_SHADES, found.count, most)}" stroke="{p.paper}" stroke-width=".7"/>'
        words = escape(found.title)
        link = f'<a class="m-area" href="{escape(found.url)}" aria-label="{words}"><title>{words}</title>{shape}</a>'
        drawn.append(link if links else shape)
    thin = plate.lines(outlines, outlines.borders(), 0.4)
    thick = plate.lines(borders, borders.borders(), 0.4) + every
    words = "".join(
        write(*plate(longitude, latitude), name, size=17, fill=p.ink, anchor="middle", halo=p.halo) for name, longitude, latitude in names
    )
    role, title = "group" if links else "img", escape(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {n(plate.h + 2 * MARGIN)}" class="map" role="{role}" '
        f'aria-label="{title}"><title>{title}</title><rect {area(plate)} fill="{p.sea}"/>{graticule(plate, p, 1)}'
        f'<g>{"".join(drawn)}</g><g pointer-events="none"><path d="{thin}" fill="none" stroke="{p.edge}" stroke-width=".6"/>'
        f'<path d="{thick}" fill="none" stroke="{p.ink}" stroke-opacity=".6" stroke-width=".9"/></g>'
        f'<g aria-hidden="true" pointer-events="none">{words}</g>{neatline(plate, p, 1)}</svg>'
    )


@cache
def _plate():
    """The whole region with some air around it; it keeps the outlines that it has once projected."""
    west, south, east, north = layer(DEPARTMENTS).extent
    inner = WIDTH - 2 * MARGIN
    phi = (south + north) / 2
    k = (inner - 2 * AIR) / (east - west)
    ky = k / cos(radians(phi))
    return Plate(west - AIR / k, north + AIR / ky, k, inner, (north - south) * ky + 2 * AIR, phi=phi, x=MARGIN, y=MARGIN)
