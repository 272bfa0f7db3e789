"""French typography and formats, as template filters available everywhere: `network.ui.french` under short names."""

from django import template

from network.ui import french

register = template.Library()
register.filter("number", french.number)
register.filter("plural", french.plural)
register.filter("euros", french.euros)
register.filter("amount", french.amount)
register.filter("percent", french.percent)
register.filter("day", french.day)
register.filter("moment", french.moment)
register.filter("since", french.since)
register.filter("filesize_fr", french.filesize)
register.filter("typo", french.typography)


@register.filter
def euros0(value):
    """1 234 €"""
    return french.euros(value, 0)
