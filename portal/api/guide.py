"""What the page of the open data explains: its examples are made of what is published, so that each link shows something."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from portal.api.catalogue import RESOURCES
from portal.api.figures import WHOLE
from portal.api.paging import MOST, SIZE
from portal.api.resources import PAGING


@dataclass(frozen=True)
class Example:
    """Something that one may ask for: in words, its address on this site, the options that curl needs."""

    words: str
    path: str
    options: str = ""

    @property
    def curl(self):
        """The line to type."""
        return f"curl {self.options + ' ' if self.options else ''}'{settings.SITE_URL}{self.path}'"


def context():
    """All that the page's template names."""
    return {
        "resources": [_explained(resource) for resource in RESOURCES.values()],
        "examples": examples(),
        "size": SIZE,
        "most": MOST,
        "limit": limit(),
        "licence": settings.OPEN_DATA,
    }


def examples():
    """The examples, all of which answer."""
    actors, projects = RESOURCES["acteurs"].values(), RESOURCES["projets"].values()
    country, theme, college = _most(projects["pays"]), _most(projects["theme"]), _most(actors["college"])
    found = [
        Example("Les premiers acteurs", reverse("api:list", args=["acteurs"])),
        college and Example(f"Les acteurs d’un collège, par dix\u00a0: {college[1]}", _asked("acteurs", college=college[0], taille=10)),
        country and Example(f"Les projets d’un pays\u00a0: {country[1]}", _asked("projets", pays=country[0])),
        theme and country and Example(
            f"Ceux qui y portent sur une thématique, mis à jour récemment d’abord\u00a0: {theme[1]}",
            _asked("projets", pays=country[0], theme=theme[0], tri="fraicheur"),
        ),
        country and Example("Les mêmes lieux sur une carte (GeoJSON)", _asked("projets", "api:places", pays=country[0])),
        Example("Les dispositifs ouverts aujourd’hui", _asked("dispositifs", ouvert="oui")),
        Example("Les chiffres de l’observatoire, en une ligne", reverse("api:figures", args=[WHOLE])),
        theme and Example(
            f"Ceux d’une thématique, pays par pays : {theme[1]}",
            f"{reverse('api:figures', args=['pays'])}?{urlencode({'theme': theme[0]})}",
        ),
        Example("Les valeurs que prennent les filtres", reverse("api:filters")),
        Example("L’en-tête ETag d’une liste, sans son contenu", reverse("api:list", args=["projets"]), "--head"),
    ]  # fmt: skip
    return [example for example in found if example]


def limit():
    """(times, seconds) that one may ask; None without a limit."""
    return settings.THROTTLE.get("api") and tuple(int(part) for part in settings.THROTTLE["api"].split("/"))


def _asked(name, page="api:list", **parameters):
    return f"{reverse(page, args=[name])}?{urlencode(parameters)}"


def _most(values):
    """The value that shows most."""
    return max(values, key=lambda value: value[2], default=None)


def _explained(resource):
    """A list: its addresses, its filters, its fields."""
    page = reverse(resource.page)
    return {
        "title": resource.title,
        "name": resource.name,
        "list": reverse("api:list", args=[resource.name]),
        "places": reverse("api:places", args=[resource.name]) if resource.has_places else "",
        "page": page,
        "exports": [f"{page}?format={kind}" for kind in ("csv", "xlsx")] if resource.has_places else [],
        "files": reverse(resource.files) if resource.files else "",
        "filters": [each for each in resource.filters() if each.name not in PAGING],
        "fields": resource.fields,
    }
