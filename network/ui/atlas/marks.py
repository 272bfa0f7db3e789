"""The shapes of the collèges, always with their colour: square, circle, triangle, diamond."""

from network.ui.atlas.paths import number as n


def outline(college, x, y, r):
    """Path data of the shape of `college`, of radius `r`, centred on (x, y)."""
    if college == "collectivites":
        a = r * 0.9
        return f"M{n(x - a)} {n(y - a)}h{n(2 * a)}v{n(2 * a)}h{n(-2 * a)}z"
    if college == "enseignement":
        a = r * 1.2
        return f"M{n(x)} {n(y - a)}l{n(a)} {n(a * 1.8)}h{n(-2 * a)}z"
    if college == "economie":
        a = r * 1.28
        return f"M{n(x)} {n(y - a)}l{n(a)} {n(a)}l{n(-a)} {n(a)}l{n(-a)} {n(-a)}z"
    return f"M{n(x - r)} {n(y)}a{n(r)} {n(r)} 0 1 0 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 0 {n(-2 * r)} 0z"


def marks(points, palette, r):
    """Shapes at `points`, (college, x, y): one path a collège, its colour and a thin edge."""
    drawn = []
    for college, colour in palette.colleges:
        d = "".join(outline(college, x, y, r) for found, x, y in points if found == college)
        if d:
            drawn.append(f'<path d="{d}" fill="{colour}" stroke="{palette.paper}" stroke-width="{n(max(0.5, r * 0.16), 2)}"/>')
    return "".join(drawn)


def thinned(points, gap):
    """`points` without those nearer than `gap` to an earlier one of the same collège."""
    kept, taken = [], set()
    for college, x, y in points:
        cell = (college, round(x / gap), round(y / gap))
        if cell not in taken:
            taken.add(cell)
            kept.append((college, x, y))
    return kept
