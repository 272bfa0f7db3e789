"""The lists behind the figures: the actors that count, the projects. As many parts as they need, at most MOST lines each."""

from dataclasses import dataclass, field
from itertools import groupby

from django.conf import settings
from django.urls import reverse

from network.directory.facets import UNKNOWN
from network.documents.kinds import Part
from network.taxonomy.enums import College
from network.ui.french import euros, number
from observatory.counting import acting, listed
from observatory.sections import CONTENTS
from observatory.sheets import actors_then, projects_then

MOST = 2000  # lines of one list: a longer one is on the site
QUIRE = 180  # lines of one part: about nine pages, some 100 MB to lay out
BEFORE = len(CONTENTS) + 1  # parts before the lists


@dataclass
class Annexes:
    """The parts, what the contents name, and the keys of what is shown."""

    parts: list = field(default_factory=list)
    contents: list = field(default_factory=list)
    projects: list = field(default_factory=list)
    actors: list = field(default_factory=list)


def sizes(counts):
    """How many lines each part of the lists will have."""
    return [size for total in (counts.actors, counts.total.projects) for size in _even(min(total, MOST))]


def _even(total):
    """`total` shared among as few parts as hold it, evenly."""
    parts = -(-total // QUIRE)
    return [total // parts + (n < total % parts) for n in range(parts)]


def annexes(source, head):
    """The Annexes of a Source. Those of a snapshot name the sheets that are still public."""
    found, chosen, counts, taken = Annexes(), source.selection, source.shown.counts, source.snapshot
    rows = actors_then(taken, MOST) if taken else acting(chosen, MOST, 1)[1]
    found.actors = [row[0] for row in rows]
    order = list(College.values)
    rows = sorted(rows, key=lambda row: order.index(row[4]))  # those of most projects first, in each collège
    lines = [(College(row[4]).label, _actor(*row[1:])) for row in rows]
    _add(found, "acteurs", "Annexe 1. Les acteurs comptés", lines, counts.actors, chosen.actors_url(), head)
    projects = projects_then(taken, chosen.labels["countries"], MOST) if taken else listed(chosen, MOST)
    found.projects = [row[0] for row in projects]
    departments = chosen.labels["department"]
    lines = [(departments.get(department or UNKNOWN, ""), _project(card)) for _, department, card in projects]
    places = {label: at for at, label in enumerate(departments.values())}
    lines.sort(key=lambda line: places.get(line[0], len(places)))
    _add(found, "projets", "Annexe 2. Les projets", lines, counts.total.projects, chosen.list_url(), head)
    return found


def _add(found, name, title, lines, total, address, head):
    """The parts of one list: its lines, (group, line), under the name of their group."""
    if not lines:
        return
    anchor, at = f"annexe-{name}", 0
    found.contents.append({"anchor": anchor, "title": title})
    context = {**head, "anchor": anchor, "chapter": title, "list": name, "whole": settings.SITE_URL + address, "total": total, "most": MOST}
    grouped = len({group for group, _ in lines}) > 1
    for size in _even(len(lines)):
        quire, before = lines[at : at + size], lines[at - 1][0] if at else None
        groups = [
            {"title": _titled(group, group == before) if grouped else "", "lines": [line for _, line in each]}
            for group, each in groupby(quire, key=lambda line: line[0])
        ]
        part = {**context, "opening": at == 0, "cut": total > MOST, "gone": min(total, MOST) - len(lines), "groups": groups}
        found.parts.append(Part("observatory/pdf/list.html", part, count=1, keep=False))
        at += size


def _titled(group, again):
    words = group[:1].upper() + group[1:]
    return f"{words} (suite)" if again else words


def _actor(count, name, slug, college, place):
    url = settings.SITE_URL + reverse("actors:detail", args=[slug])
    return {"name": name, "url": url, "college": college, "place": place or "", "count": "" if count is None else number(count)}


def _project(card):
    years = card["years"]
    return {
        "name": card["name"],
        "url": settings.SITE_URL + reverse("projects:detail", args=[card["slug"]]),
        "lead": card["lead"]["name"],
        "college": card["college"],
        "countries": ", ".join(name for _, name in card["countries"]),
        "years": f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(years),
        "granted": euros(card["granted"], 0) if card["granted"] is not None else "",
        "demo": card["demo"],
    }
