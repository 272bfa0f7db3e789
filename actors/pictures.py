"""The picture of one actor's countries: arcs from its commune."""

from network.directory.pictures import alike, column
from network.ui.atlas.world import Journey
from network.ui.french import plural


def seat(actor):
    """Where the actor stands in the region, as the one dot of a picture; nothing when that is unknown."""
    town = actor.municipality
    return [(actor.college, town.longitude, town.latitude)] if town else []


def pictures(actor, countries):
    """The Pictures of `countries`, (Country, address of its list), or None when none has a place on the map."""
    placed = [(country, url) for country, url in countries if country.longitude is not None]
    weight = alike(len(placed))
    journeys = [
        Journey(c.pk, c.name, c.longitude, c.latitude, weight, f"{c.name} : les acteurs qui y travaillent", url) for c, url in placed
    ]
    title = f"{plural(len(placed), 'pays d’intervention|pays d’intervention')} : {', '.join(country.name for country, _ in placed)}"
    return column(journeys, dots=seat(actor), title=title)
