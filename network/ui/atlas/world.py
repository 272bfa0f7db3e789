"""The signature picture: the region and the world joined by arcs, one a country, as thick as what is counted there."""

from dataclasses import dataclass
from html import escape
from math import atan2, hypot

from network.ui.atlas import arcs
from network.ui.atlas.colours import LIGHT, shade
from network.ui.atlas.frame import area, neatline
from network.ui.atlas.ground import land
from network.ui.atlas.layouts import WIDE
from network.ui.atlas.legend import legend, legend_box
from network.ui.atlas.lettering import write
from network.ui.atlas.loupe import RING, loupe, middle, tangents
from network.ui.atlas.outlines import WORLD, layer
from network.ui.atlas.paths import number as n
from network.ui.atlas.placing import Sheet
from network.ui.atlas.seas import seas


@dataclass(frozen=True)
class Journey:
    """A country, or a place in one, reached from the region: how much is counted there, in words (`title`), and the page that lists it."""

    key: str  # ISO 3166-1 alpha-3, or another key for a place in the country `within`
    name: str
    longitude: float
    latitude: float
    count: int
    title: str
    url: str
    within: str = ""

    @property
    def country(self):
        """The country whose land is shown as reached."""
        return self.within or self.key


class Picture:
    """The drawing of `journeys` on a `layout`. `ident` sets it apart from other drawings of the same page.

    `dots` are (college, longitude, latitude) of what stands in the region, the most important first; `words` name one
    and several of what is counted, `note` says in the legend how much of it is known; with `shades`, colours from the palest to
    the deepest, a country is coloured by its number and leads to its list as its arc does.
    """

    def __init__(
        self, journeys, *, ident, layout=WIDE, dots=(), palette=LIGHT, links=True, counts=True, words=("", ""), note="", shades=()
    ):
        self.journeys = sorted(journeys, key=lambda j: (-j.count, j.name))
        self.ident, self.layout, self.palette, self.dots = ident, layout, palette, dots
        self.links, self.counts, self.words, self.note, self.shades = links, counts, words, note, shades
        self.plate = layout.plate()
        self.unit = arcs.unit([j.count for j in self.journeys] or [1], layout.room)
        self.ribbons = self._ribbons()
        self.sheet = self._sheet()
        self.legend = legend_box(self) if layout.legend else None
        if self.legend:
            self.sheet.boxes.append(self.legend)
        self.names = [name for name in map(self._name, self.journeys[: layout.names]) if name]

    def svg(self, title, description="", ground=True):
        """The whole drawing; `title` says in words what it shows. Without its `ground`, it is to be laid over `ground()`."""
        p, layout = self.palette, self.layout
        cx, cy, r = layout.ring
        role, title = "group" if self.links else "img", escape(title)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.w} {layout.h}" class="map" role="{role}" aria-label="{title}">'
            f"<title>{title}</title>"
            + (f"<desc>{escape(description)}</desc>" if description else "")
            + f'<defs><clipPath id="{self.ident}-plate"><rect {area(self.plate)}/></clipPath></defs>'
            f'<g clip-path="url(#{self.ident}-plate)">{land(self.plate, layout, p) if ground else ""}{self._reached()}{self._arcs()}</g>'
            f"{loupe(cx, cy, r, p, self.dots, layout.dot)}"
            f'<g aria-hidden="true" pointer-events="none">{self._lettering()}</g>'
            + (neatline(self.plate, p) if ground and layout.frame else "")
            + (legend(self, self.legend) if self.legend else "")
            + "</svg>"
        )

    def end(self, journey):
        """(point where its arc ends, whether the country itself is on the plate)."""
        x, y = self.plate(journey.longitude, journey.latitude)
        cx, cy, r = self.layout.ring
        away = hypot(x - cx, y - cy)
        if away < r + RING + 10:  # under the loupe: the arc ends beside it
            x, y = (cx + (x - cx) / away * (r + RING + 10), cy + (y - cy) / away * (r + RING + 10)) if away else (cx + r + RING + 10, cy)
            return (x, y), False
        return self.plate.clamped((x, y)), self.plate.holds((x, y))

    def _ribbons(self):
        cx, cy, r = self.layout.ring
        ends = [self.end(j) for j in self.journeys]
        widths = [max(j.count * self.unit, arcs.LEAST) for j in self.journeys]
        angles = [atan2(y - cy, x - cx) for (x, y), _ in ends]
        angles = arcs.spread(angles, [w / 2 / (r + RING) for w in widths], 2.2 / (r + RING))
        return [
            arcs.ribbon((cx, cy), r + RING, angle, end, width, tip=self.layout.tip)
            for angle, (end, _), width in zip(angles, ends, widths, strict=True)
        ]

    def _sheet(self):
        cx, cy, r = self.layout.ring
        sheet = Sheet(self.plate, circles=[(cx, cy, r + RING)])
        for journey, ribbon in zip(self.journeys, self.ribbons, strict=True):
            sheet.places[journey.key] = (*ribbon.end, self._dot(ribbon))
            sheet.ink(ribbon, 0.5 + ribbon.width / 4)
        return sheet

    def _dot(self, ribbon):
        return 2.4 + ribbon.width * 0.09

    def _text(self, journey):
        return f"{journey.name} {journey.count}" if self.counts else journey.name

    def _name(self, journey):
        return self.sheet.place(journey.key, self._text(journey), self.layout.size, self.layout.reach)

    def _reached(self):
        """The countries that are reached, the names of seas, and the region's true place."""
        p, world = self.palette, layer(WORLD)
        cx, cy, r = self.layout.ring
        after = seas(self) + tangents(*self.plate(*middle()[:2]), cx, cy, r + RING, p)
        if self.shades:
            return self._shaded(world) + after
        countries = dict.fromkeys(j.country for j in self.journeys)
        rings = [ring for country in countries for ring in world.shapes.get(country, [])]
        d = self.plate.rings(world, rings, self.layout.tolerance, 4)
        reached = f'<path d="{d}" fill="{p.concerned}" stroke="{p.edge}" stroke-width=".6"/>' if d else ""
        return reached + after

    def _shaded(self, world):
        """Each country in the shade of its number. Its arc is the link that is announced; its shape leads to the same list."""
        drawn, most = [], max((j.count for j in self.journeys), default=1)
        for j in self.journeys:
            d = self.plate.rings(world, world.shapes.get(j.country, []), self.layout.tolerance, 4)
            if d:
                shape = f'<path d="{d}" fill="{shade(self.shades, j.count, most)}" stroke="{self.palette.edge}" stroke-width=".6"/>'
                link = f'<a class="m-area" href="{escape(j.url)}" tabindex="-1" aria-hidden="true">{shape}</a>'
                drawn.append(link if self.links else shape)
        return "".join(drawn)

    def _arcs(self):
        """Thicker behind, thinner in front; each leads to its list."""
        drawn = []
        for journey, ribbon in zip(self.journeys, self.ribbons, strict=True):
            shape = f'<path d="{ribbon.path}" fill="{self.palette.arc}" fill-opacity=".84"/>'
            if self.end(journey)[1]:
                (x, y), r = ribbon.end, self._dot(ribbon)
                shape += f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{self.palette.arc}" stroke="{self.palette.paper}"/>'
            words = escape(journey.title)
            if self.links:
                shape = f'<a class="m-arc" href="{escape(journey.url)}" aria-label="{words}"><title>{words}</title>{shape}</a>'
            drawn.append(shape)
        return "".join(drawn)

    def _lettering(self):
        p, size = self.palette, self.layout.size
        texts = {j.key: j for j in self.journeys}
        leaders = "".join(f"M{n(a)} {n(b)}L{n(c)} {n(d)}" for a, b, c, d in (name.leader for name in self.names if name.leader))
        drawn = f'<path d="{leaders}" fill="none" stroke="{p.ink}" stroke-width=".6" stroke-opacity=".6"/>' if leaders else ""
        for name in self.names:
            journey = texts[name.key]
            count = str(journey.count) if self.counts else ""
            drawn += write(name.x, name.y, journey.name, size=size, fill=p.ink, anchor=name.anchor, halo=p.halo, light=count)
        return drawn
