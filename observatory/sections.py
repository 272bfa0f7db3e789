"""What stands in each part of the page and of the report, in the same order in both."""

from dataclasses import dataclass

from observatory.enums import Section


@dataclass(frozen=True)
class Contents:
    """The tables and crossings of a section, by their names, and the map that opens it."""

    section: Section
    tables: tuple
    crossings: tuple = ()
    map: str = ""  # "world" or "region"


CONTENTS = (
    Contents(Section.WORLD, ("pays", "regions-du-monde"), map="world"),
    Contents(Section.WHO, ("colleges", "types"), ("colleges-thematiques",)),
    Contents(Section.WHY, ("thematiques", "objectifs"), ("pays-thematiques",)),
    Contents(Section.WHEN, ("annees", "avancement")),
    Contents(Section.MEANS, ("dispositifs", "soutiens", "budgets", "multi-acteurs")),
    Contents(Section.REGION, ("departements", "intercommunalites"), map="region"),
)


def sections_of(shown):
    """[(section, title, tables, crossings)] of an Observatory, without the two that its maps open; a snapshot may lack a table."""
    return [
        (
            contents.section,
            contents.section.label,
            [shown.tables[name] for name in contents.tables if name in shown.tables],
            [shown.crossings[name] for name in contents.crossings if name in shown.crossings],
        )
        for contents in CONTENTS
        if not contents.map
    ]
