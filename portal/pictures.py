"""The home page's picture, on a large sheet and on a phone's."""

from django.conf import settings
from django.utils.safestring import mark_safe

from network.directory.pictures import Pictures
from network.ui.atlas.layouts import NARROW, WIDE
from network.ui.atlas.world import Journey, Picture
from network.ui.french import plural


def draw(countries, dots, known, total):
    """Arcs to `countries` (of `portal.facts`), as thick as actors work there; `known` actors of `total` name a country."""
    journeys = [
        Journey(c.key, c.name, c.longitude, c.latitude, c.actors, f"{c.name} : {plural(c.actors, 'acteur')}", c.url)
        for c in countries
        if c.longitude is not None
    ]
    title = f"{plural(len(journeys), 'pays|pays')} où agissent des acteurs, {settings.NETWORK['from_region']}"
    about = "Chaque arc est aussi large, au bord du cercle, que le pays a d’acteurs. Le cercle montre les communes des acteurs."
    note = f"{plural(known, 'acteur')} sur {total} ont un pays renseigné."
    drawn = {
        name: Picture(journeys, ident=f"monde-{name}", layout=layout, dots=dots, words=("acteur", "acteurs"), note=note).svg(
            title, about, ground=False
        )
        for name, layout in (("wide", WIDE), ("narrow", NARROW))
    }
    return Pictures(**{name: mark_safe(svg) for name, svg in drawn.items()})  # noqa: S308 – every text in it is escaped
