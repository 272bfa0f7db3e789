"""Who else of the region works there: in the same country, and within fifty kilometres of the same town. Published sheets alone."""

from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from network.taxonomy.articles import in_country
from network.ui.french import plural

KILOMETRES, SHOWN, POINTS = 50, 5, 5

# Great circle, on a sphere of 6,371 km; `least` keeps a rounding from leaving the domain of the arc sine.
DISTANCE = """2 * 6371 * asin(sqrt(least(1, power(sin(radians(p.latitude - t.latitude) / 2), 2)
    + cos(radians(t.latitude)) * cos(radians(p.latitude)) * power(sin(radians(p.longitude - t.longitude) / 2), 2))))"""

# The points of the town: the one that was given, else those by which most published projects know that name.
HERE = """
WITH town AS (
    SELECT %(longitude)s::float AS longitude, %(latitude)s::float AS latitude WHERE %(longitude)s::float IS NOT NULL
    UNION (
    SELECT p.longitude, p.latitude FROM projects_place p JOIN projects_searchentry e ON e.project_id = p.project_id
    WHERE %(longitude)s::float IS NULL AND %(town)s <> '' AND p.country_id = %(country)s
        AND plain(p.town) = plain(%(town)s) AND p.longitude IS NOT NULL
    GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT {points})
), beside AS (
    SELECT project_id, min(far) AS far FROM (
        SELECT p.project_id, {distance} AS far FROM town t JOIN projects_place p ON p.latitude BETWEEN t.latitude - 0.5 AND t.latitude + 0.5
        UNION ALL SELECT p.project_id, NULL FROM projects_place p
        WHERE p.country_id = %(country)s AND %(town)s <> '' AND plain(p.town) = plain(%(town)s)
    ) near WHERE far IS NULL OR far <= %(kilometres)s GROUP BY project_id
), found AS MATERIALIZED (
    SELECT e.project_id, e.name_key, e.actor_ids, x.near, x.far FROM (
        SELECT project_id, true AS near, far FROM beside
        UNION ALL SELECT project_id, false, NULL FROM projects_searchentry
        WHERE countries @> ARRAY[%(slug)s] AND project_id NOT IN (SELECT project_id FROM beside)
    ) x JOIN projects_searchentry e ON e.project_id = x.project_id WHERE e.project_id <> %(but)s
)
"""
PROJECTS = """
SELECT (SELECT count(*) FROM found), (SELECT count(*) FROM found WHERE near),
    e.card->>'name', e.card->>'slug', e.college, e.card->'lead'->>'name', f.near, f.far
FROM (SELECT * FROM found ORDER BY NOT near, far NULLS LAST, name_key, project_id LIMIT %(shown)s) f
JOIN projects_searchentry e ON e.project_id = f.project_id
ORDER BY NOT f.near, f.far NULLS LAST, f.name_key, f.project_id
"""
ACTORS = """
, taking_part AS (SELECT actor_id, bool_or(near) AS near FROM found, unnest(actor_ids) actor_id GROUP BY 1)
SELECT count(*) OVER (), a.card->>'name', a.card->>'slug', a.college, coalesce(t.near, false) AS near
FROM actors_searchentry a LEFT JOIN taking_part t ON t.actor_id = a.actor_id
WHERE a.actor_id <> %(lead)s AND (t.actor_id IS NOT NULL OR a.countries @> ARRAY[%(slug)s])
ORDER BY 5 DESC, t.actor_id IS NULL, a.name_key, a.actor_id LIMIT %(shown)s
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
    def groups(self):
        """The working groups of the country that meet."""
        return self.country.working_groups.filter(is_ended=False)

    @property
    def list_url(self):
        """The projects of the country."""
        return f"{reverse('projects:list')}?pays={self.country.slug}"


def radar(country, town="", *, longitude=None, latitude=None, but=None):
    """The Radar of a Country; `but` is the project that is being written or read, which is left out with its lead."""
    town = " ".join(town.replace("\0", "").split())[:120]
    point = {"longitude": longitude, "latitude": latitude} if None not in (longitude, latitude) else {"longitude": None, "latitude": None}
    others = {"but": but.pk if but else 0, "lead": (but and but.lead_id) or 0}
    asked = {"country": country.pk, "slug": country.slug, "town": town, "kilometres": KILOMETRES, "shown": SHOWN, **point, **others}
    here = HERE.format(distance=DISTANCE, points=POINTS)
    with connection.cursor() as cursor:
        cursor.execute(here + PROJECTS, asked)
        found = cursor.fetchall()
        cursor.execute(here + ACTORS, asked)
        actors = cursor.fetchall()
    projects = [
        Seen(name, reverse("projects:detail", args=[slug]), college, _note(led, beside, far, town))
        for _, _, name, slug, college, led, beside, far in found
    ]
    people = [
        Seen(name, reverse("actors:detail", args=[slug]), college, "tout près" if beside else "")
        for _, name, slug, college, beside in actors
    ]
    every, near = found[0][:2] if found else (0, 0)
    return Radar(country, town, people, projects, actors[0][0] if actors else 0, every, near)


def _note(lead, beside, far, town):
    if not beside:
        return lead
    return f"{lead}, à {plural(round(far), 'km|km')}" if far is not None and far >= 1 else f"{lead}, à {town}" if town else lead
