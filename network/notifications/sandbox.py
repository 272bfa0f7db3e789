"""The little language in which the team rewords an e-mail: variables, « if », « for », a few filters, and nothing else.

It is Django's own, run by an engine that knows no other tag, no other filter and no other template; the values it is given are
plain text, numbers and dates (see shapes.py), so that no wording can reach an object, a setting or a file.
"""

from functools import cache

from django.template import Context, Engine

MANNERS = "network.notifications.manners"


class _Engine(Engine):
    default_builtins = [MANNERS]


@cache
def engine():
    """The engine, without loaders or libraries."""
    return _Engine(dirs=[], app_dirs=False, loaders=[], libraries={}, context_processors=[], autoescape=True)


def compiled(source):
    """The template of a wording; raises TemplateSyntaxError for anything outside the language."""
    return engine().from_string(source)


def filled(source, values, *, html):
    """The wording with its values; in HTML, every value is escaped."""
    return compiled(source).render(Context(values, autoescape=html))
