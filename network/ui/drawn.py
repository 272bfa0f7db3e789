"""Static files that are drawn rather than written: the sprite of icons, shapes and locators, the layers of the map,
the ground of the arcs.

A staticfiles finder like another: `collectstatic`, the local server and documents find these files where they find the rest.
"""

import os
from functools import cache
from threading import get_ident

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from network.ui import icons, layers, locators
from network.ui.atlas.ground import ground
from network.ui.atlas.layouts import COLUMN, COLUMN_NARROW, NARROW, WIDE


def sprite():
    """Every symbol that pages use, in one file that the browser keeps."""
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join([*icons.symbols(), *locators.symbols()])}</svg>'


DRAWN = {
    "img/sprite.svg": sprite,
    "atlas/departements.geojson": lambda: layers.layer("departements"),
    "atlas/epci.geojson": lambda: layers.layer("epci"),
    "atlas/monde.geojson": layers.world,
    "atlas/monde-large.svg": lambda: ground(WIDE),
    "atlas/monde-etroit.svg": lambda: ground(NARROW),
    "atlas/colonne-large.svg": lambda: ground(COLUMN),
    "atlas/colonne-etroite.svg": lambda: ground(COLUMN_NARROW),
}


@cache
def draw():
    """Draw every file into DRAWN_ROOT, once a process; one that has not changed keeps its date."""
    for name, drawing in DRAWN.items():
        path, text = settings.DRAWN_ROOT / name, drawing()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    return FileSystemStorage(location=settings.DRAWN_ROOT)


class DrawnFiles(BaseFinder):
    """Finds what DRAWN names."""

    def find(self, path, find_all=False, **kwargs):
        """The drawn file's place, or nothing."""
        name = path.replace("\\", "/")
        found = draw().path(name) if name in DRAWN else None
        if find_all or kwargs.get("all"):
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns):
        """Every drawn file."""
        storage = draw()
        for name in DRAWN:
            yield name, storage
