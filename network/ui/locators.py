"""Locators: the territory in miniature, one département brought forward, for the notices of what has a place."""

import json
from functools import cache
from itertools import pairwise
from math import cos, radians

from django.conf import settings

PALE, HOT, BORDER, INK = "#f3ecdd", "#f0d9ae", "#857d68", "#16242f"
WIDTH, HEIGHT, MARGIN = 100, 92, 3  # of a locator's frame, in the units of its viewBox
STEP = 0.5  # points closer than this are one: neighbours keep the same border


@cache
def departments():
    """Code → polygons (each a list of rings of longitude, latitude)."""
    features = json.loads(settings.OUTLINES["departements"].read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["code"]: _polygons(feature["geometry"]) for feature in features}


@cache
def frame():
    """Left, top, units a degree of longitude, units a degree of latitude, and what centres the drawing."""
    points = [point for polygons in departments().values() for polygon in polygons for ring in polygon for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    narrowing = cos(radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * narrowing), (HEIGHT - 2 * MARGIN) / (north - south))
    left = (WIDTH - (east - west) * narrowing * scale) / 2
    top = (HEIGHT - (north - south) * scale) / 2
    return west, north, narrowing * scale, scale, left, top


def position(longitude, latitude):
    """Where a place stands in a locator's frame of 100 by 92, to a tenth."""
    west, north, x_scale, y_scale, left, top = frame()
    return round(left + (longitude - west) * x_scale, 1), round(top + (north - latitude) * y_scale, 1)


def symbols():
    """`#reg`, the whole territory, and `#dep-<code>`, one département brought forward."""
    paths = {code: "".join(_path(ring) for polygon in polygons for ring in polygon) for code, polygons in departments().items()}
    pale = f'fill="{PALE}" stroke="{BORDER}" stroke-width=".8" stroke-linejoin="round"'
    hot = f'fill="{HOT}" stroke="{INK}" stroke-width=".9" stroke-linejoin="round"'
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    yield f'<symbol id="reg" {box}><g {pale}>{"".join(f"""<path d="{d}"/>""" for d in paths.values())}</g></symbol>'
    for code, d in paths.items():
        yield f'<symbol id="dep-{code}" {box}><path d="{d}" {hot}/></symbol>'


def _polygons(geometry):
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def _path(ring):
    """A closed path in relative coordinates, each point on a grid, none twice; nothing for what is smaller than the grid."""
    grid = []
    for longitude, latitude, *_ in ring:
        x, y = position(longitude, latitude)
        point = (round(x / STEP), round(y / STEP))
        if not grid or grid[-1] != point:
            grid.append(point)
    if len(set(grid)) < 4:
        return ""
    moves = [f"M{_short(grid[0][0])} {_short(grid[0][1])}"]
    moves += [f"l{_short(x - px)} {_short(y - py)}" for (px, py), (x, y) in pairwise(grid)]
    return "".join(moves) + "z"


def _short(units):
    return f"{units * STEP:g}"
