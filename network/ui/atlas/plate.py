"""A plate: a window on the world and where it stands on the sheet."""

from dataclasses import dataclass, field
from math import ceil, cos, floor, radians

from network.ui.atlas.paths import closed, line, simplified


@dataclass
class Plate:
    """Equirectangular projection. `k` px a degree of longitude, true to scale at latitude `phi`.

    `west` and `north` are the degrees at its top left corner, which stands at (`x`, `y`).
    """

    west: float
    north: float
    k: float
    w: float
    h: float
    phi: float = 20.0
    x: float = 0.0
    y: float = 0.0
    _lines: dict = field(default_factory=dict, repr=False)
    _paths: dict = field(default_factory=dict, repr=False)

    @property
    def ky(self):
        """Pixels a degree of latitude."""
        return self.k / cos(radians(self.phi))

    def __call__(self, longitude, latitude):
        """Where a place stands on the sheet."""
        return self.x + (longitude - self.west) * self.k, self.y + (self.north - latitude) * self.ky

    def holds(self, point, margin=0.0):
        """Whether a point of the sheet lies on the plate, at least `margin` from its edge."""
        x, y = point
        return self.x + margin <= x <= self.x + self.w - margin and self.y + margin <= y <= self.y + self.h - margin

    def clamped(self, point, margin=1.0):
        """The point, or the nearest one of the plate."""
        x, y = point
        return min(max(x, self.x + margin), self.x + self.w - margin), min(max(y, self.y + margin), self.y + self.h - margin)

    def project(self, layer, index, tolerance):
        """A line of `layer` on the sheet, simplified once: neighbours keep the same border."""
        key = (id(layer), max(index, ~index), tolerance)
        if key not in self._lines:
            points = [self(*p) for p in layer.lines[key[1]]]
            middle = len(points) // 2
            shut = points[0] == points[-1]
            self._lines[key] = (
                simplified(points[: middle + 1], tolerance)[:-1] + simplified(points[middle:], tolerance)
                if shut
                else simplified(points, tolerance)
            )
        return self._lines[key] if index >= 0 else self._lines[key][::-1]

    def rings(self, layer, rings, tolerance=0.5, least=2.0, digits=1):
        """Path data of `rings`, drawn once; what lies off the plate or is smaller than `least` square pixels is left out."""
        key = (id(layer), tuple(map(tuple, rings)), tolerance, least, digits)
        if key not in self._paths:
            self._paths[key] = self._rings(layer, rings, tolerance, least, digits)
        return self._paths[key]

    def _rings(self, layer, rings, tolerance, least, digits):
        parts = []
        for ring in rings:
            points = []
            for index in ring:
                points += self.project(layer, index, tolerance)[1 if points else 0 :]
            if len(points) > 3 and self._shows(points, least):
                parts.append(closed(points, digits))
        return "".join(parts)

    def lines(self, layer, indexes, tolerance=0.5, digits=1):
        """Path data of open lines, drawn once, those off the plate left out."""
        key = (id(layer), tuple(indexes), tolerance, digits)
        if key not in self._paths:
            drawn = (self.project(layer, index, tolerance) for index in indexes)
            self._paths[key] = "".join(line(points, digits) for points in drawn if self._shows(points, 0))
        return self._paths[key]

    def _shows(self, points, least):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        if max(xs) < self.x - 12 or min(xs) > self.x + self.w + 12 or max(ys) < self.y - 12 or min(ys) > self.y + self.h + 12:
            return False
        return (max(xs) - min(xs)) * (max(ys) - min(ys)) >= least

    def meridians(self, step):
        """(degree, x) of the meridians of the plate, every `step` degrees."""
        first = ceil(self.west / step)
        last = floor((self.west + self.w / self.k) / step)
        return [(i * step, self(i * step, 0)[0]) for i in range(first, last + 1)]

    def parallels(self, step):
        """(degree, y) of the parallels of the plate, every `step` degrees."""
        first = ceil((self.north - self.h / self.ky) / step)
        last = floor(self.north / step)
        return [(i * step, self(0, i * step)[1]) for i in range(first, last + 1)]
