"""Words on a drawing: how wide they are, how they are written."""

import unicodedata
from functools import lru_cache
from html import escape

from network.ui.atlas.paths import number as n

TITLE = "'Ysabeau Office Variable','Ysabeau Office',Candara,sans-serif"
TEXT = "'Source Sans 3 Variable','Source Sans 3','Noto Sans',sans-serif"
HEIGHT = 0.74  # of a capital or an ascender, in em
DEPTH = 0.22  # of a descender, in em

# Advance of each character of Ysabeau Office 600, in thousandths of an em; Source Sans 3 is no wider but for a few.
WIDTHS = dict.fromkeys("0123456789", 517) | dict(zip(" ’'-.,()", (246, 261, 263, 378, 258, 278, 382, 382), strict=True))
WIDTHS |= dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (459, 541, 443, 534, 460, 355, 491, 541, 269, 269, 477, 256, 786, 533, 529, 534, 532, 379, 387, 383, 528, 451, 729, 455, 472, 424),
        strict=True,
    )
)
WIDTHS |= dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (678, 590, 652, 736, 579, 541, 721, 765, 323, 318, 635, 551, 918, 774, 788, 594, 788, 679, 526, 621, 732, 678, 976, 636, 635, 614),
        strict=True,
    )
)
SLACK = 1.06  # another font may be a little wider


@lru_cache(4096)
def width(text, size, spacing=0.0):
    """The width of `text` in pixels, rather too much than too little; `spacing` in em between letters."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE").replace("\u00a0", " "))
    letters = [c for c in plain if not unicodedata.combining(c)]
    return (sum(WIDTHS.get(c, 620) for c in letters) / 1000 * SLACK + spacing * len(letters)) * size


def box(x, y, text, size, anchor="start", spacing=0.0):
    """(left, top, right, bottom) of `text` written at (x, y), its baseline."""
    w = width(text, size, spacing)
    left = x - {"start": 0, "middle": w / 2, "end": w}[anchor]
    return left, y - HEIGHT * size, left + w, y + DEPTH * size


def overlap(a, b, gap=0.0):
    """Whether two boxes come nearer than `gap`."""
    return a[0] < b[2] + gap and b[0] < a[2] + gap and a[1] < b[3] + gap and b[1] < a[3] + gap


def write(x, y, text, *, size, fill, anchor="start", family=TITLE, weight=600, halo="", light="", more=""):
    """A `<text>`; `light` follows in a lighter hand. The halo is a text of its own: PDFs do not know paint-order."""
    place = f'x="{n(x)}" y="{n(y)}" font-family="{family}" font-size="{n(size)}" font-weight="{weight}"'
    place += f' text-anchor="{anchor}"' if anchor != "start" else ""
    place += f" {more}" if more else ""
    words = escape(text) + (f' <tspan font-weight="400">{escape(light)}</tspan>' if light else "")
    under = f'<text {place} fill="none" stroke="{halo}" stroke-width="3.4" stroke-linejoin="round">{words}</text>' if halo else ""
    return f'{under}<text {place} fill="{fill}">{words}</text>'
