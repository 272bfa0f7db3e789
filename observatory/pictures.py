"""The maps of the observatory: the world in shades and arcs, the region in shades. Every shape leads to a list."""

from django.conf import settings
from django.db import connection
from django.utils.safestring import mark_safe

from network.ui.atlas.colours import SAND_SHADES
from network.ui.atlas.layouts import NARROW, WIDE
from network.ui.atlas.outlines import INTERCOMMUNALITIES
from network.ui.atlas.territory import Area, drawing
from network.ui.atlas.world import Journey, Picture
from network.ui.french import plural


def points():
    """({slug: (code, longitude, latitude)} of countries, [(name, longitude, latitude)] of départements), in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT true, slug, iso3, longitude, latitude FROM taxonomy_country WHERE longitude IS NOT NULL "
            "UNION ALL SELECT false, '', name, longitude, latitude FROM taxonomy_department ORDER BY 1, 2, 3"
        )
        rows = cursor.fetchall()
    return {row[1]: row[2:] for row in rows if row[0]}, [row[2:] for row in rows if not row[0]]


def journeys(table, countries):
    """The countries of a table that have a place on the map."""
    return [
        Journey(*_place(countries[row.value], row.label), row.projects, f"{row.label} : {plural(row.projects, 'projet')}", row.url)
        for row in table.known
        if row.projects and row.value in countries
    ]


def _place(country, name):
    code, longitude, latitude = country
    return code, name, longitude, latitude


def world(table, total, countries, dots):
    """(wide, narrow) drawings of projects by country, over their grounds; None when no country is known."""
    found = journeys(table, countries)
    if not found:
        return None
    unknown = table.unknown.projects if table.unknown else 0
    title = f"{plural(len(found), 'pays|pays')} où se déroulent des projets, {settings.NETWORK['from_region']}"
    about = "Plus un pays est foncé et son arc large, plus il a de projets."
    note = f"Pays connu pour {total - unknown} projets sur {total}."
    drawn = (
        Picture(found, ident=f"monde-{name}", layout=layout, dots=dots, words=("projet", "projets"), note=note, shades=SAND_SHADES)
        for name, layout in (("large", WIDE), ("etroit", NARROW))
    )
    return tuple(mark_safe(picture.svg(title, about, ground=False)) for picture in drawn)  # noqa: S308 – its texts are escaped


def region(table, departments, *, links=True):
    """The intercommunalities of the leads, in the shade of their number of projects."""
    areas = [Area(row.value, row.projects, f"{row.label} : {plural(row.projects, 'projet')}", row.url) for row in table.known]
    title = "Projets selon l’intercommunalité de leur porteur"
    return mark_safe(drawing(INTERCOMMUNALITIES, areas, title, departments, links=links))  # noqa: S308 – its texts are escaped
