"""The legend of the arcs, drawn to the same scale, in the corner where it hides nothing."""

from network.ui.atlas.lettering import TEXT, write
from network.ui.atlas.marks import outline
from network.ui.atlas.paths import number as n

COLLEGES = {"collectivites": "Collectivités", "associations": "Associations", "enseignement": "Enseignement", "economie": "Économie"}
WIDTH, HEIGHT, GAP = 270, 158, 22
NOTE = 26  # px more when there is a note


def legend_box(picture):
    """The corner (left, top, right, bottom) that covers no place and the fewest arcs; None where each covers a place."""
    plate = picture.plate
    height = HEIGHT + (NOTE if picture.note else 0)
    right, bottom = plate.x + plate.w - GAP - WIDTH, plate.y + plate.h - GAP - height
    corners = [(plate.x + GAP, bottom), (right, bottom), (right, plate.y + GAP)]
    areas = [(x, y, x + WIDTH, y + height) for x, y in corners]
    sheet = picture.sheet
    free = [a for a in areas if sheet.free(a) and not any(a[0] < x < a[2] and a[1] < y < a[3] for x, y, _ in sheet.places.values())]
    return min(free, key=sheet.inked, default=None)


def samples(counts):
    """One, about a third of the most, and the most: the numbers that the legend shows."""
    most = max(counts, default=1)
    return sorted({1, most, *([_round(most / 3)] if most > 4 else [])})


def _round(value):
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if value <= step * 1.5:
            return step
    return round(value, -3)


def legend(picture, area):
    """The cartouche: widths of arcs and the shapes of the collèges."""
    p, (x, y, _, bottom) = picture.palette, area
    drawn = f'<rect x="{n(x)}" y="{n(y)}" width="{WIDTH}" height="{n(bottom - y)}" fill="{p.paper}" stroke="{p.ink}" stroke-width=".8"/>'
    drawn += write(x + 16, y + 26, "Légende", size=16, fill=p.ink, weight=700)
    one, many = picture.words
    for i, count in enumerate(samples([j.count for j in picture.journeys])):
        row, half = y + 48 + i * 20, max(count * picture.unit, 0.9) / 2
        drawn += f'<path d="M{n(x + 16)} {n(row - half)}l50 {n(half - 0.5)}v1l-50 {n(half - 0.5)}z" fill="{p.arc}" fill-opacity=".84"/>'
        drawn += write(x + 80, row + 4.5, f"{count} {many if count > 1 else one}", size=13.5, fill=p.ink, family=TEXT, weight=400)
    for i, (college, colour) in enumerate(p.colleges):
        cx, cy = x + 22 + (i % 2) * 122, y + 118 + (i // 2) * 22
        drawn += f'<path d="{outline(college, cx, cy - 4, 5)}" fill="{colour}"/>'
        drawn += write(cx + 12, cy, COLLEGES[college], size=13.5, fill=p.ink, family=TEXT, weight=400)
    if picture.note:
        drawn += write(x + 16, y + 168, picture.note, size=13, fill=p.muted, family=TEXT, weight=400)
    return f'<g class="m-legend">{drawn}</g>'
