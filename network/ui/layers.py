"""The layers of outlines that the live maps show, as light GeoJSON."""

import json

from django.conf import settings

from network.ui.atlas import outlines

NEAREST = 0.4  # degrees between two points of a country's outline


def layer(name):
    """One layer of the live map as GeoJSON: shapes with their name alone, to four decimals (10 m)."""
    features = json.loads(settings.OUTLINES[name].read_text(encoding="utf-8"))["features"]
    kept = [
        {"type": "Feature", "properties": {"nom": feature["properties"]["nom"]}, "geometry": _rounded(feature["geometry"])}
        for feature in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": kept}, separators=(",", ":"))


def world():
    """The countries as GeoJSON: shapes without a name, drawn for the width of a page."""
    layer = outlines.layer(outlines.WORLD)
    thin = {i: _thin(line) for i, line in layer.lines.items()}  # a line at a time: neighbours keep the same border
    features = []
    for rings in layer.shapes.values():
        drawn = [[point for i in ring for point in (thin[i] if i >= 0 else thin[~i][::-1])] for ring in rings]
        polygons = [[ring] for ring in drawn if len(ring) > 3]
        if polygons:
            features.append({"type": "Feature", "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": polygons}})
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))


def _thin(line):
    kept = [line[0]]
    for longitude, latitude in line[1:-1]:
        if abs(longitude - kept[-1][0]) + abs(latitude - kept[-1][1]) > NEAREST:
            kept.append((longitude, latitude))
    return [[round(degrees, 1) for degrees in point] for point in [*kept, line[-1]]]


def _rounded(geometry):
    def walk(value):
        return round(value, 4) if isinstance(value, float) else [walk(item) for item in value] if isinstance(value, list) else value

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}
