"""The main navigation, for the page that is shown."""

from django import template

from network.ui.navigation import entries

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context):
    """The entries, the one that holds this page marked."""
    request = context.get("request")
    return entries(request.path if request else "")
