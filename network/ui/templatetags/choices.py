"""Boxes to tick, gathered in groups."""

from django import template

register = template.Library()


@register.filter
def chosen(options):
    """How many of a group's options are ticked."""
    return sum(1 for option in options if option["selected"])
