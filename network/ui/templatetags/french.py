"""French typography and formats, as template filters available everywhere."""

from django import template

register = template.Library()
