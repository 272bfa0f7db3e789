"""Every address of the portal, as the URLconf knows them."""

from django.urls import get_resolver


def addresses():
    """`{name: route}` of every pattern, namespaces included; a pattern without a name goes by its route."""
    return {name or route: route for name, route in _walk(get_resolver().url_patterns)}


def _walk(patterns, route="", namespace=""):
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inside)
        else:
            yield (namespace + pattern.name if pattern.name else None), here
