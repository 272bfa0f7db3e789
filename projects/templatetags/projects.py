"""What lists say of a project in a few words."""

from django import template

from network.taxonomy.articles import in_country
from projects.periods import period

register = template.Library()
register.filter("period", period)
register.filter("in_country", in_country)


@register.filter
def countries(project):
    """The names of its countries, each once."""
    return list(dict.fromkeys(place.country.name for place in project.places.all()))
