"""What the templates of the observatory ask of a selection."""

from django import template
from django.conf import settings

from observatory.method import METHOD

register = template.Library()


@register.simple_tag
def observed(page, chosen, *args, **more):
    """The page of that name for this selection; further parameters by name."""
    return chosen.address(page, *args, more=list(more.items()))


@register.filter
def key(found, name):
    """`found[name]`, where a name has a hyphen or is a variable; None when it is not there."""
    return found.get(name)


@register.filter
def first_rows(table, most):
    """The rows that the page shows; all of them when `most` is nothing."""
    return table.first(most) if most else table.known


@register.simple_tag
def method():
    """How the figures of today are counted: sentences."""
    return METHOD


@register.filter
def absolute(address):
    """The address with the site before it, as it is cited."""
    return settings.SITE_URL + address
