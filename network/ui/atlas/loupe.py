"""The loupe: the region enlarged in a graduated ring, tied to its true place by two tangents."""

from functools import cache
from math import acos, atan2, cos, hypot, pi, radians, sin

from network.ui.atlas.marks import marks, thinned
from network.ui.atlas.outlines import DEPARTMENTS, layer
from network.ui.atlas.paths import number as n
from network.ui.atlas.plate import Plate

RING = 6  # px of the graduated ring
TICKS = 36


@cache
def middle():
    """Longitude and latitude of the middle of the region: the centre of the smallest circle around it, and its radius."""
    outlines = layer(DEPARTMENTS)
    west, south, east, north = outlines.extent
    x, y, shrink = (west + east) / 2, (south + north) / 2, cos(radians((south + north) / 2))
    points = [p for line in outlines.lines.values() for p in line]
    for step in range(1, 400):  # Bădoiu and Clarkson: a little towards the farthest point, less and less
        far = max(points, key=lambda p: hypot(p[0] - x, (p[1] - y) / shrink))
        x, y = x + (far[0] - x) / (step + 1), y + (far[1] - y) / (step + 1)
    return x, y, max(hypot(px - x, (py - y) / shrink) for px, py in points)


@cache
def enlargement(cx, cy, r):
    """The plate that shows the whole region within the circle, always the same: it keeps what it has once drawn."""
    longitude, latitude, radius = middle()
    k = (r - 3) / radius
    plate = Plate(longitude - r / k, latitude, k, 2 * r, 2 * r, phi=latitude, x=cx - r, y=cy - r)
    plate.north = latitude + r / plate.ky
    return plate


def loupe(cx, cy, r, palette, dots=(), size=2.6):
    """The region in its ring; `dots` are (college, longitude, latitude), the most important first."""
    plate, outlines = enlargement(cx, cy, r), layer(DEPARTMENTS)
    land = plate.rings(outlines, outlines.merged(list(outlines.shapes)), 0.35)
    borders = plate.lines(outlines, outlines.borders(), 0.35)
    points = thinned([(college, *plate(x, y)) for college, x, y in dots], size * 0.8)
    tick = 2 * pi * (r + RING / 2) / TICKS
    circle = f'<circle cx="{n(cx)}" cy="{n(cy)}" r='
    return (
        f'{circle}"{n(r)}" fill="{palette.ring}"/>'
        f'<path d="{land}" fill="{palette.region}" stroke="{palette.ink}" stroke-opacity=".55" stroke-width=".7"/>'
        f'<path d="{borders}" fill="none" stroke="{palette.ink}" stroke-opacity=".55" stroke-width=".7"/>'
        f"{marks(points[::-1], palette, size)}"
        f'{circle}"{n(r + RING / 2)}" fill="none" stroke="{palette.paper}" stroke-width="{RING}"/>'
        f'{circle}"{n(r + RING / 2)}" fill="none" stroke="{palette.ink}" stroke-width="3" stroke-dasharray="{n(tick, 3)}"/>'
        f'<g fill="none" stroke="{palette.ink}" stroke-width=".8">{circle}"{n(r)}"/>{circle}"{n(r + RING)}"/></g>'
    )


def tangents(x, y, cx, cy, r, palette, small=6):
    """From the region's true place (x, y) to its enlargement; nothing where the ring covers it."""
    distance = hypot(x - cx, y - cy)
    if distance < r + 3 * small:
        return ""
    towards, open_ = atan2(cy - y, cx - x), acos((r - small) / distance)
    lines = ""
    for side in (1, -1):
        ux, uy = cos(towards + pi + side * open_), sin(towards + pi + side * open_)
        lines += f"M{n(x + ux * small)} {n(y + uy * small)}L{n(cx + ux * r)} {n(cy + uy * r)}"
    return (
        f'<g fill="none" stroke="{palette.ink}" stroke-width=".8" stroke-opacity=".7"><path d="{lines}"/>'
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{small}"/></g>'
    )
