"""The graticule and the graduated frame of a map sheet."""

import itertools

from network.ui.atlas.paths import number as n


def area(plate):
    """The attributes of the rectangle that a plate covers."""
    return f'x="{n(plate.x)}" y="{n(plate.y)}" width="{n(plate.w)}" height="{n(plate.h)}"'


def graticule(plate, palette, step=10):
    """Meridians and parallels every `step` degrees."""
    d = "".join(f"M{n(x)} {n(plate.y)}v{n(plate.h)}" for _, x in plate.meridians(step))
    d += "".join(f"M{n(plate.x)} {n(y)}h{n(plate.w)}" for _, y in plate.parallels(step))
    return f'<path class="m-grat" d="{d}" fill="none" stroke="{palette.graticule}" stroke-width=".6"/>'


def neatline(plate, palette, step=10, t=7):
    """The frame, `t` px wide: a tick of ink, a tick of paper, every `step` degrees."""
    x0, y0, x1, y1 = plate.x, plate.y, plate.x + plate.w, plate.y + plate.h
    box = f"M{n(x0 - t)} {n(y0 - t)}H{n(x1 + t)}V{n(y1 + t)}H{n(x0 - t)}zM{n(x0)} {n(y0)}V{n(y1)}H{n(x1)}V{n(y0)}z"
    d = ""
    for a, b in _inked([x for _, x in plate.meridians(step)], x0, x1):
        d += "".join(f"M{n(a)} {n(y)}H{n(b)}v{n(t - 3)}H{n(a)}z" for y in (y0 - t + 1.5, y1 + 1.5))
    for a, b in _inked(sorted(y for _, y in plate.parallels(step)), y0, y1):
        d += "".join(f"M{n(x)} {n(a)}V{n(b)}h{n(t - 3)}V{n(a)}z" for x in (x0 - t + 1.5, x1 + 1.5))
    return (
        f'<path d="{box}" fill="{palette.paper}" stroke="{palette.ink}" stroke-width=".8"/>'
        f'<path class="m-ticks" d="{d}" fill="{palette.ink}"/>'
    )


def _inked(marks, low, high):
    """Every second interval between the marks of a side."""
    edges = [low, *[m for m in marks if low < m < high], high]
    return list(itertools.pairwise(edges))[::2]
