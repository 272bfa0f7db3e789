"""Where names go on a plate: a rule, never a list. No two names overlap; thick arcs, other places and long leaders are avoided."""

from dataclasses import dataclass
from math import ceil, cos, hypot, pi, sin

from network.ui.atlas.lettering import box, overlap, width

CELL = 6  # px of the grid on which arcs are remembered
REACHES = (9, 14, 22, 34, 48, 64, 82, 102, 124, 148)
ANGLES = tuple(a * pi / 8 for a in (0, 1, -1, 2, -2, 3, 5, 6, -3, 8, 7, -7, 4, -4, -6, -5))  # east first, as one reads


@dataclass
class Name:
    """A name that found its place: the baseline's start, middle or end, its box, and its leader if it needs one."""

    key: str
    x: float
    y: float
    anchor: str
    box: tuple
    leader: tuple | None


class Sheet:
    """What already stands on the plate: boxes that nothing may cover, circles, places, and the grid of arcs."""

    def __init__(self, plate, circles=(), boxes=()):
        self.plate, self.circles, self.boxes = plate, list(circles), list(boxes)
        self.places, self.leaders, self.cells = {}, [], {}

    def ink(self, ribbon, weight):
        """Remember where an arc passes."""
        for (x0, y0), (x1, y1) in zip(ribbon.middle, ribbon.middle[1:], strict=False):
            steps = max(1, ceil(hypot(x1 - x0, y1 - y0) / CELL))
            for i in range(steps):
                cell = (int((x0 + (x1 - x0) * i / steps) // CELL), int((y0 + (y1 - y0) * i / steps) // CELL))
                self.cells[cell] = self.cells.get(cell, 0) + weight

    def inked(self, area):
        """How much of the arcs a box covers."""
        left, top, right, bottom = (int(v // CELL) for v in area)
        return sum(self.cells.get((x, y), 0) for x in range(left, right + 1) for y in range(top, bottom + 1))

    def near(self, key, far):
        """The other places at most `far` px from the place `key`, on both axes."""
        x, y, _ = self.places[key]
        return [p for other, p in self.places.items() if other != key and abs(p[0] - x) <= far and abs(p[1] - y) <= far]

    def free(self, area, near=None):
        """Whether a box may stand there: on the plate, off the circles, off other boxes and off places, of which `near` may touch it."""
        left, top, right, bottom = area
        if not (self.plate.holds((left, top), 3) and self.plate.holds((right, bottom), 3)):
            return False
        if any(overlap(area, other, 2) for other in self.boxes):
            return False
        for x, y, r in self.circles:
            if _away((x, y, r), area) < 4:
                return False
        places = self.places.values() if near is None else near
        return not any(left - r < x < right + r and top - r < y < bottom + r for x, y, r in places)

    def place(self, key, text, size, reach=REACHES[-1]):
        """Give the place `key` its name, at most `reach` px away; returns a Name, or None where there is no room left."""
        best, least = None, None
        x, y, r = self.places[key]
        long = width(text, size) + 2 * size + r
        for away in REACHES:
            if away > reach or (least is not None and away > least):
                break
            near = self.near(key, 2 * (r + away) + long + 20)  # none further may touch the box, nor be nearer to it than its own place
            for rank, angle in enumerate(ANGLES):
                if least is not None and away + rank * 1.2 >= least:
                    break
                name = self._at(key, text, size, x, y, r + away, angle)
                if not self.free(name.box, near) or (name.leader and not self._clear(name.leader)):
                    continue
                cost = away + rank * 1.2 + self.inked(name.box) * 1.6
                if least is not None and cost >= least:
                    continue
                cost += self._strangers(name, near)
                cost += 10 + self._crossed(name.leader) if name.leader else 0
                if least is None or cost < least:
                    best, least = name, cost
        if best:
            self.boxes.append(best.box)
            if best.leader:
                self.leaders.append(best.leader)
        return best

    def _at(self, key, text, size, x, y, reach, angle):
        ux, uy = cos(angle), sin(angle)
        anchor = "start" if ux > 0.35 else "end" if ux < -0.35 else "middle"
        tx, ty = x + ux * reach, y + uy * reach + size * 0.26
        area = box(tx, ty, text, size, anchor)
        near = (min(max(x, area[0]), area[2]), min(max(y, area[1]), area[3]))
        far = hypot(near[0] - x, near[1] - y) > 16
        return Name(key, tx, ty, anchor, area, (x, y, *near) if far else None)

    def _strangers(self, name, near):
        """How much the name seems to belong to other places: those that stand nearer to it than its own, or nearly so."""
        own = _away(self.places[name.key], name.box)
        return sum(max(0, own + 10 - _away(place, name.box)) for place in near)

    def _clear(self, leader):
        """Whether a leader crosses no name, no circle and no other leader."""
        x0, y0, x1, y1 = leader
        around = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        boxes = [a for a in self.boxes if overlap(a, around, 1)]
        for px, py in _along(leader):
            if any(a[0] - 1 < px < a[2] + 1 and a[1] - 1 < py < a[3] + 1 for a in boxes):
                return False
            if any(hypot(px - x, py - y) < r + 2 for x, y, r in self.circles):
                return False
        return not any(_cross(leader, other) for other in self.leaders)

    def _crossed(self, leader):
        """How many other places a leader passes by, heavily, and how much ink it crosses, lightly."""
        points, (x0, y0, x1, y1) = _along(leader), leader
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        near = [
            (x, y, r + 5)
            for x, y, r in self.places.values()
            if left - 9 < x < right + 9 and top - 9 < y < bottom + 9 and (x, y) != (x0, y0)
        ]
        passed = sum(any(hypot(px - x, py - y) < r for px, py in points) for x, y, r in (self.places.values() if near is None else near))
        return passed * 30 + sum(min(self.cells.get((int(px // CELL), int(py // CELL)), 0), 3) for px, py in points) * 0.4


def _away(place, area):
    """From the edge of a place to a box."""
    x, y, r = place
    left, top, right, bottom = area
    return hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom)) - r


def _along(leader):
    x0, y0, x1, y1 = leader
    steps = max(2, ceil(hypot(x1 - x0, y1 - y0) / 5))
    return [(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(steps + 1)]


def _cross(a, b):
    """Whether two segments cross."""

    def side(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    a0, a1, b0, b1 = a[:2], a[2:], b[:2], b[2:]
    return side(a0, a1, b0) * side(a0, a1, b1) < 0 and side(b0, b1, a0) * side(b0, b1, a1) < 0
