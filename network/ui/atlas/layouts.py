"""The sheets on which the picture of the arcs is drawn: where the plate and the ring stand, how large the words are."""

from dataclasses import dataclass
from functools import cache

from network.ui.atlas.plate import Plate


@dataclass(frozen=True)
class Layout:
    """A sheet of `w` × `h` px; the plate leaves `margin` around itself. The degrees are those of its top left corner."""

    w: int
    h: int
    margin: int
    west: float
    north: float
    k: float
    ring: tuple  # centre x, centre y, radius
    size: float  # of names, px
    dot: float  # size of the marks in the ring, px
    room: float  # px that the roots of all arcs may take on the ring
    tolerance: float = 0.9  # px by which outlines may be straightened
    names: int = 60  # countries that may be named, those that count most
    reach: float = 150  # px that a name may stand away from its place
    seas: float = 19  # size of the names of seas; 0 for none
    legend: bool = False
    frame: bool = True
    tip: float = 0.1  # width at the end, as a part of the width at the ring

    def plate(self):
        """The plate of this sheet, always the same: it keeps the outlines that it has once projected."""
        return _plate(self)


@cache
def _plate(layout):
    m = layout.margin
    return Plate(layout.west, layout.north, layout.k, layout.w - 2 * m, layout.h - 2 * m, x=m, y=m)


WIDE = Layout(1216, 636, 8, west=-84, north=57, k=6.1, ring=(236, 160, 122), size=14, dot=2.9, room=160, legend=True)
NARROW = Layout(344, 390, 6, west=-51, north=72, k=3.06, ring=(76, 84, 62), size=13, dot=1.7, room=84, names=40, reach=50, seas=13)
COLUMN = Layout(756, 536, 8, west=-40, north=56, k=9.2, ring=(170, 190, 138), size=19, dot=2.9, room=120, tip=0.28)
COLUMN_NARROW = Layout(344, 372, 6, west=-44, north=58, k=4.2, ring=(86, 96, 72), size=16, dot=1.9, room=70, reach=50, seas=0, tip=0.28)
PAGE = Layout(816, 560, 8, west=-84, north=67, k=4.06, ring=(150, 158, 92), size=15.5, dot=2.2, room=120, names=40, reach=110, seas=16)
COVER = Layout(794, 760, 0, west=-50, north=64, k=7.7, ring=(172, 178, 132), size=15, dot=3, room=190, seas=0, frame=False)
