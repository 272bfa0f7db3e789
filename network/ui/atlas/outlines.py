"""Outlines read from the project's own files. A layer keeps its borders shared: two neighbours have the same line."""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache

from django.conf import settings

# A key of the setting OUTLINES (TopoJSON files), the layer in it, the property that names a shape.
WORLD = ("monde", "pays", "iso3")
DEPARTMENTS = ("territoire", "departements", "code")
INTERCOMMUNALITIES = ("territoire", "epci", "siren")


@dataclass(frozen=True)
class Layer:
    """Shapes by key, each a list of rings; a ring is a list of indexes of `lines`, `~i` for a line read backwards."""

    lines: dict  # index -> [(longitude, latitude)]
    shapes: dict  # key -> [[index]]

    @property
    def extent(self):
        """West, south, east, north."""
        points = [p for line in self.lines.values() for p in line]
        longitudes, latitudes = zip(*points, strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)

    def borders(self):
        """The lines that two shapes share."""
        return [i for i, times in self._uses(self.shapes).items() if times > 1]

    def merged(self, keys):
        """The rings of the shapes of `keys` taken as one: the lines that they share are left out."""
        times = self._uses(keys)
        outer = [i for key in keys for ring in self.shapes[key] for i in ring if times[max(i, ~i)] == 1]
        starts = {}
        for i in outer:
            starts.setdefault(self.ends(i)[0], []).append(i)
        rings = []
        for first in outer:
            ring, i = [], first
            while starts.get(self.ends(i)[0]) and i in starts[self.ends(i)[0]]:
                starts[self.ends(i)[0]].remove(i)
                ring.append(i)
                following = starts.get(self.ends(i)[1])
                if not following:
                    break
                i = following[0]
            if ring:
                rings.append(ring)
        return rings

    def ends(self, index):
        """First and last point of a line, read in its direction."""
        line = self.lines[max(index, ~index)]
        return (line[0], line[-1]) if index >= 0 else (line[-1], line[0])

    def _uses(self, keys):
        return Counter(max(i, ~i) for key in keys for ring in self.shapes[key] for i in ring)


@cache
def layer(source):
    """The Layer of one of the sources above; read once a process."""
    file, name, key = source
    raw = json.loads(settings.OUTLINES[file].read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = raw["transform"]["scale"], raw["transform"]["translate"]
    shapes = {}
    for geometry in raw["objects"][name]["geometries"]:
        if geometry["type"]:
            polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
            shapes.setdefault(geometry["properties"].get(key), []).extend(ring for polygon in polygons for ring in polygon)
    lines = {}
    for index in {max(i, ~i) for rings in shapes.values() for ring in rings for i in ring}:
        x = y = 0
        line = []
        for dx, dy in raw["arcs"][index]:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        lines[index] = line
    return Layer(lines, shapes)
