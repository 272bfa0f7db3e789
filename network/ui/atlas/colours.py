"""The colours of the drawings: on paper, and on ink for covers."""

from dataclasses import dataclass
from math import ceil, floor, sqrt

INK, SAND, PAPER, CLAY = "#16242f", "#faf6ee", "#fffdf8", "#a8452b"


SAND_SHADES = ("#f0dfbf", "#e9cd98", "#dcb36a", "#c99442")  # countries: the arcs stand out on them
RIVER_SHADES = ("#d3e4e0", "#8fbfbe", "#3f8c90", "#0f5e66")  # territories


def shade(shades, count, most):
    """The colour of `count` where the largest is `most`: by the root, as a few places have most of what is counted."""
    return shades[min(len(shades), max(1, ceil(len(shades) * sqrt(count / most)))) - 1]


def classes(shades, most):
    """[(colour, least, largest)] of the counts that `shade` gives to each colour, where the largest is `most`."""
    ends = [floor(most * ((n + 1) / len(shades)) ** 2 + 1e-9) for n in range(len(shades))]
    found = [(colour, start + 1, end) for colour, start, end in zip(shades, [0, *ends], ends, strict=False)]
    return [line for line in found if line[1] <= line[2]]


@dataclass(frozen=True)
class Palette:
    """What a drawing is made of."""

    ink: str
    muted: str
    paper: str
    halo: str
    sea: str
    water: str
    graticule: str
    land: str
    edge: str
    concerned: str
    arc: str
    ring: str
    region: str
    colleges: tuple  # (value, colour)


LIGHT = Palette(
    ink=INK,
    muted="#53616b",
    paper=PAPER,
    halo="#fbf8f0",
    sea="#e9f1ee",
    water="#38696e",
    graticule="#cfdeda",
    land="#efe6d4",
    edge="#dccfb6",
    concerned="#e9d3ae",
    arc=CLAY,
    ring="#f4f8f5",
    region="#f6ecd6",
    colleges=(("collectivites", "#0f5e66"), ("associations", CLAY), ("enseignement", "#5d3f6e"), ("economie", "#b97400")),
)
DARK = Palette(
    ink=SAND,
    muted="#b9c4c4",
    paper=INK,
    halo="#1b3440",
    sea="#1b3440",
    water="#8fb0b3",
    graticule="#2a4753",
    land="#2b4a55",
    edge="#1b3440",
    concerned="#3f626b",
    arc="#e9a83a",
    ring="#1b3440",
    region="#24404c",
    colleges=(("collectivites", "#7cc3c3"), ("associations", "#e88f72"), ("enseignement", "#cfb0dc"), ("economie", "#f0b43c")),
)
