"""Who else of the region works there: in the same country, and within fifty kilometres of the same town. Published sheets alone."""

from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from network.taxonomy.articles import in_country
from network.ui.french import plural

KILOMETRES, SHOWN = 50, 5

# Great circle, on a sphere of 6,371 km; `least` keeps a rounding from leaving the domain of the arc sine.
DISTANCE = """2 * 6371 * asin(sqrt(least(1, power(sin(radians(p.latitude - t.latitude) / 2), 2)
    + cos(radians(t.latitude)) * cos(radians(p.latitude)) * power(sin(radians(p.longitude - t.longitude) / 2), 2))))"""

# The points of the town: the one that was given, else those that published projects know under that name.
HERE = """
WITH town AS (
    SELECT %(longitude)s::float AS longitude, %(latitude)s::float AS latitude WHERE %(longitude)s::float IS NOT NULL
    UNION
    SELECT p.longitude, p.latitude FROM projects_place p JOIN projects_searchentry e ON e.project_id = p.project_id
    WHERE %(longitude)s::float IS NULL AND %(town)s <> '' AND p.country_id = %(country)s
        AND plain(p.town) = plain(%(town)s) AND p.longitude IS NOT NULL
), beside AS (
    SELECT p.project_id, min(CASE WHEN t.longitude IS NOT NULL THEN {distance} END) AS far
    FROM projects_place p LEFT JOIN town t ON p.latitude BETWEEN t.latitude - 0.5 AND t.latitude + 0.5
    WHERE (p.country_id = %(country)s AND %(town)s <> '' AND plain(p.town) = plain(%(town)s)) OR {distance} <= %(kilometres)s
    GROUP BY p.project_id
)
"""
PROJECTS = """
SELECT e.card->>'name', e.card->>'slug', e.college, e.card->'lead'->>'name', b.project_id IS NOT NULL AS near, b.far, e.lead_id, e.actor_ids
FROM projects_searchentry e LEFT JOIN beside b ON b.project_id = e.project_id
WHERE e.project_id <> %(but)s AND (b.project_id IS NOT NULL OR e.countries @> ARRAY[%(slug)s])
ORDER BY b.project_id IS NULL, b.far NULLS LAST, e.name_key, e.project_id
"""
ACTORS = """
SELECT a.card->>'name', a.card->>'slug', a.college, a.actor_id = ANY(%(near)s) AS near
FROM actors_searchentry a
WHERE a.actor_id <> %(lead)s AND (a.countries @> ARRAY[%(slug)s] OR a.actor_id = ANY(%(ids)s))
ORDER BY NOT a.actor_id = ANY(%(near)s), NOT a.actor_id = ANY(%(ids)s), a.name_key, a.actor_id
"""


@dataclass(frozen=True)
class Seen:
    """An actor or a project on the radar."""

    name: str
    url: str
    college: str
    note: str = ""


@dataclass(frozen=True)
class Radar:
    """What there is in a country: how many of each, the first of them, and the lists that say the rest."""

    country: object
    town: str
    actors: list
    projects: list
    actors_count: int
    projects_count: int
    near_count: int

    @property
    def where(self):
        """« au Bénin »"""
        return in_country(self.country.name)

    @property
    def list_url(self):
        """The projects of the country."""
        return f"{reverse('projects:list')}?pays={self.country.slug}"


def radar(country, town="", *, longitude=None, latitude=None, but=None):
    """The Radar of a Country; `but` is the project that is being written or read, which is left out with its lead."""
    town = " ".join(town.replace("\0", "").split())[:120]
    point = {"longitude": longitude, "latitude": latitude} if None not in (longitude, latitude) else {"longitude": None, "latitude": None}
    asked = {"country": country.pk, "slug": country.slug, "town": town, "kilometres": KILOMETRES, "but": but.pk if but else 0, **point}
    with connection.cursor() as cursor:
        cursor.execute(HERE.format(distance=DISTANCE) + PROJECTS, asked)
        found = cursor.fetchall()
        ids = {actor for *_, actors in found for actor in actors}
        near = {actor for *_, beside, _, _, actors in found if beside for actor in actors}
        lead = but.lead_id if but else 0
        cursor.execute(ACTORS, {"slug": country.slug, "ids": list(ids), "near": list(near), "lead": lead or 0})
        actors = cursor.fetchall()
    projects = [
        Seen(name, reverse("projects:detail", args=[slug]), college, _note(led, beside, far, town))
        for name, slug, college, led, beside, far, _, _ in found[:SHOWN]
    ]
    people = [
        Seen(name, reverse("actors:detail", args=[slug]), college, "tout près" if beside else "")
        for name, slug, college, beside in actors[:SHOWN]
    ]
    return Radar(country, town, people, projects, len(actors), len(found), sum(row[4] for row in found))


def _note(lead, beside, far, town):
    if not beside:
        return lead
    return f"{lead}, à {plural(round(far), 'km|km')}" if far is not None and far >= 1 else f"{lead}, à {town}" if town else lead
