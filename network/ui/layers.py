"""The two layers of outlines that the live map shows, as light GeoJSON."""

import json

from django.conf import settings


def layer(name):
    """One layer of the live map as GeoJSON: shapes with their name alone, to four decimals (10 m)."""
    features = json.loads(settings.OUTLINES[name].read_text(encoding="utf-8"))["features"]
    kept = [
        {"type": "Feature", "properties": {"nom": feature["properties"]["nom"]}, "geometry": _rounded(feature["geometry"])}
        for feature in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": kept}, separators=(",", ":"))


def _rounded(geometry):
    def walk(value):
        return round(value, 4) if isinstance(value, float) else [walk(item) for item in value] if isinstance(value, list) else value

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}
