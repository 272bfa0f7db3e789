"""Arcs: ribbons that leave the ring in the order of their direction and taper to their country."""

import itertools
from dataclasses import dataclass
from math import copysign, cos, dist, hypot, sin

from network.ui.atlas.paths import closed

UNIT = 0.46  # px an arc is wide at the ring for each thing counted
LEAST = 0.9
STEPS = (3, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
POINTS = 22


@dataclass
class Ribbon:
    """One arc: where it leaves the ring, where it ends, how wide it is, and points along its middle."""

    start: tuple
    end: tuple
    width: float
    middle: list
    path: str


def unit(counts, room, widest=18.0):
    """Pixels for each thing counted: UNIT times the largest step whose arcs hold in `room` px. Always proportional."""
    for step in STEPS:
        size = UNIT * step
        if max(counts) * size <= widest and sum(max(n * size, LEAST) for n in counts) <= room:
            return size
    return UNIT * STEPS[-1]


def spread(directions, halves, gap):
    """Angles pushed apart along the ring so that no two arcs touch at their root, keeping their order."""
    order = sorted(range(len(directions)), key=lambda i: directions[i])
    angles = list(directions)
    for _ in range(400):
        moved = 0.0
        for a, b in itertools.pairwise(order):
            over = halves[a] + halves[b] + gap - (angles[b] - angles[a])
            if over > 1e-4:
                angles[a] -= over / 2
                angles[b] += over / 2
                moved += over
        if moved < 1e-3:
            break
    return angles


def ribbon(centre, radius, angle, end, width, tip=0.1, lift=0.22):
    """The arc that leaves the ring (`centre`, `radius`) at `angle` for `end`, `width` px wide at its root."""
    ux, uy = cos(angle), sin(angle)
    start = (centre[0] + ux * radius, centre[1] + uy * radius)
    d = dist(start, end)
    side = -copysign(1, end[0] - start[0])
    control = ((start[0] + ux * d * 0.38, start[1] + uy * d * 0.38), (end[0] + side * 0.12 * d, end[1] - lift * d))
    last = max(LEAST, width * tip)
    left, right, middle = [], [], []
    for i in range(POINTS + 1):
        t = i / POINTS
        (x, y), (tx, ty) = _bezier(start, *control, end, t)
        half, length = (width + (last - width) * t) / 2, hypot(tx, ty) or 1
        nx, ny = -ty / length * half, tx / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
        middle.append((x, y))
    return Ribbon(start, end, width, middle, closed(left + right[::-1]))


def _bezier(p0, p1, p2, p3, t):
    """Point and tangent of a cubic curve."""
    a, b, c, e = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    point = tuple(a * q0 + b * q1 + c * q2 + e * q3 for q0, q1, q2, q3 in zip(p0, p1, p2, p3, strict=True))
    f, g, h = 3 * (1 - t) ** 2, 6 * t * (1 - t), 3 * t * t
    tangent = tuple(f * (q1 - q0) + g * (q2 - q1) + h * (q3 - q2) for q0, q1, q2, q3 in zip(p0, p1, p2, p3, strict=True))
    return point, tangent
