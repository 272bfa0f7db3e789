"""A signature drawn by finger: strokes, each a list of points in a frame of 1000 by 400. Points only, and not too many."""

WIDTH, HEIGHT = 1000, 400
MAX_STROKES, MIN_POINTS, MAX_POINTS = 80, 8, 1500


def read_strokes(said):
    """`said` when it is such a drawing, long enough to be a signature; None otherwise."""
    if not isinstance(said, list) or len(said) > MAX_STROKES or not all(isinstance(stroke, list) for stroke in said):
        return None
    points = [point for stroke in said for point in stroke]
    if not MIN_POINTS <= len(points) <= MAX_POINTS or not all(stroke and _is_point(point) for stroke in said for point in stroke):
        return None
    return [stroke for stroke in said if stroke]


def path_of(strokes):
    """The `d` of an SVG path in a box of WIDTH by HEIGHT: whole numbers and letters, nothing that was typed."""
    return " ".join("M" + "L".join(f"{int(x)} {int(y)}" for x, y in [*stroke, stroke[-1]]) for stroke in strokes)


def _is_point(point):
    if not isinstance(point, list) or len(point) != 2 or not all(type(value) is int for value in point):
        return False
    return 0 <= point[0] <= WIDTH and 0 <= point[1] <= HEIGHT
