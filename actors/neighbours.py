"""The organisations near a sheet: same country of work, or same commune."""

from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

MOST = 6

# Published ones alone: the search table holds no other. Most countries shared first, then the neighbours next door.
NEAR = """
SELECT slug, name, college, place, beside, shared FROM (
    SELECT e.card->>'slug' AS slug, e.card->>'name' AS name, e.college, coalesce(e.card->>'place', '') AS place, e.name_key, e.actor_id,
        coalesce(e.longitude = %(longitude)s AND e.latitude = %(latitude)s, false) AS beside,
        ARRAY(SELECT unnest(e.countries) INTERSECT SELECT unnest(%(countries)s::text[])) AS shared
    FROM actors_searchentry e
    WHERE e.actor_id <> %(actor)s
        AND (e.countries && %(countries)s::text[] OR (e.longitude = %(longitude)s AND e.latitude = %(latitude)s))
) near
ORDER BY cardinality(shared) + beside::int DESC, beside, name_key, actor_id
LIMIT %(most)s
"""


@dataclass(frozen=True)
class Neighbour:
    """One organisation near another, and why it is."""

    name: str
    url: str
    college: str
    place: str
    why: str


def neighbours(actor, most=MOST):
    """At most `most` published actors that work in the same countries or sit in the same commune, in one statement."""
    town = actor.municipality
    names = {country.slug: country.name for country in actor.countries.all()}
    if not (town or names):
        return []
    place = {"longitude": town and town.longitude, "latitude": town and town.latitude}
    with connection.cursor() as cursor:
        cursor.execute(NEAR, {"actor": actor.pk, "countries": list(names), "most": most, **place})
        return [
            Neighbour(name, reverse("actors:detail", args=[slug]), college, place, _why(beside, [names[s] for s in shared]))
            for slug, name, college, place, beside, shared in cursor.fetchall()
        ]


def _why(beside, countries):
    shared = [f"{len(countries)} pays en commun"] if len(countries) > 2 else sorted(countries)
    return ", ".join([*(["même commune"] if beside else []), *shared])
