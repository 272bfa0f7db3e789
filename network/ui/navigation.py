"""The main navigation, mission by mission. A mission that opens its pages adds its line here."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """One line of the navigation: its words, the name of its first page."""

    label: str
    page: str


ENTRIES = (
    Entry("Annuaire", "actors:list"),
    Entry("Projets", "projects:list"),
    Entry("Pays", "portal:countries"),
    Entry("Dispositifs", "schemes:list"),
    Entry("Agenda", "events:list"),
    Entry("Formations", "trainings:list"),
    Entry("Observatoire", "observatory:page"),
)


def entries(path):
    """Label, address and place of each entry for somebody who is at `path`: "page" there, "true" below it."""
    found = []
    for entry in ENTRIES:
        url = reverse(entry.page)
        current = "page" if path == url else "true" if path.startswith(url) else ""
        found.append({"label": entry.label, "url": url, "current": current})
    return found
