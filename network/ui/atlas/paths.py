"""SVG path data: few points, few characters."""

from functools import lru_cache
from math import hypot


def number(value, digits=1):
    """`value` in as few characters as SVG allows: `.5`, `-3`, `0`."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    return "0" if text in {"", "-0", "-"} else text


def closed(points, digits=1):
    """A closed path through `points`, in relative coordinates rounded without drift."""
    return line(points, digits) + "z"


def line(points, digits=1):
    """An open path through `points`."""
    scale = 10**digits
    grid = [(round(x * scale), round(y * scale)) for x, y in points]
    (x, y), steps, first = grid[0], [], True
    for nx, ny in grid[1:]:
        if (nx, ny) == (x, y):
            continue
        for step in (nx - x, ny - y):
            text = _step(step, digits)
            steps.append(text if first or text.startswith("-") else f" {text}")
            first = False
        x, y = nx, ny
    start = f"M{number(grid[0][0] / scale, digits)} {number(grid[0][1] / scale, digits)}"
    return f"{start}l{''.join(steps)}" if steps else f"{start}h0"


@lru_cache(8192)
def _step(step, digits):
    return number(step / 10**digits, digits)


def simplified(points, tolerance):
    """`points` without those that lie nearer than `tolerance` to the line that remains (Douglas-Peucker); ends are kept."""
    if len(points) < 3:
        return points
    keep, spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = tolerance, None
        for i in range(first + 1, last):
            distance = _distance(points[i], points[first], points[last])
            if distance > far:
                far, at = distance, i
        if at is not None:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def _distance(point, start, end):
    """From a point to a segment."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    if not length:
        return hypot(point[0] - start[0], point[1] - start[1])
    t = max(0, min(1, ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length))
    return hypot(point[0] - start[0] - t * dx, point[1] - start[1] - t * dy)
