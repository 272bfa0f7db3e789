"""What is measured is drawn to scale: the scale of counted units, the bar of a cell, the locator of a place."""

from django import template

from network.ui import locators

register = template.Library()
UNITS = 30  # above, units are too thin to be counted: the scale becomes one length


@register.inclusion_tag("components/scale.html")
def scale(label, done, total, held=0, words=""):
    """`done` of `total` units, of which the last `held` are still to confirm; `words` says it to everybody."""
    total = max(total, 0)
    cells = total if 0 < total <= UNITS else 20
    full = min(round(done * cells / total), cells) if total else 0
    warm = min(round(held * cells / total), full) if total else 0
    names = ["on"] * (full - warm) + ["warm"] * warm + ["off"] * (cells - full)
    rects = [{"x": index * 10, "name": name} for index, name in enumerate(names)]
    return {"label": label, "words": words, "done": done, "total": total, "rects": rects, "width": cells * 10}


@register.inclusion_tag("components/cell_bar.html")
def cell_bar(value, most, kind="v"):
    """A bar as long as `value` is of `most`, the largest of its column."""
    return {"length": round(100 * value / most, 1) if most else 0, "kind": kind}


@register.inclusion_tag("components/locator.html")
def locator(department="", longitude=None, latitude=None, college="associations"):
    """The territory, the département `department` brought forward, and the collège's colour where the place is."""
    at = locators.position(longitude, latitude) if longitude is not None and latitude is not None else None
    known = department if department in locators.departments() else ""
    return {"department": known, "at": at, "college": college}
