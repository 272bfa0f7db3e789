"""The network's own themes, on two levels, with the goals and sectors that each one means."""

from dataclasses import dataclass

from network.taxonomy.loading.files import read
from network.taxonomy.models import Theme

COLUMNS = ["slug", "nom", "parent", "objectifs", "secteurs"]


@dataclass
class ThemeLine:
    """A theme of the file with what it maps to."""

    theme: Theme
    parent: str
    goals: set
    sectors: set


def themes(folder, goals, sectors):
    """The themes, a parent before its children; `goals` and `sectors` are the known numbers and codes."""
    parents, lines = {}, []
    for position, row in enumerate(read(folder / "themes.csv", COLUMNS, "slug"), 1):
        if row["parent"] and parents.get(row["parent"], "absent") != "":
            raise row.wrong(f"« {row['parent']} » n’est pas une thématique de premier niveau placée plus haut (parent).")
        parents[row["slug"]] = row["parent"]
        mapped = {"objectifs": set(row.several("objectifs")), "secteurs": set(row.several("secteurs"))}
        for column, known in (("objectifs", set(map(str, goals))), ("secteurs", sectors)):
            if not mapped[column] or mapped[column] - known:
                raise row.wrong(f"{', '.join(sorted(mapped[column] - known)) or 'vide'} : inconnu ({column}).")
        theme = row.checked(Theme(slug=row["slug"], name=row["nom"], position=position))
        lines.append(ThemeLine(theme, row["parent"], {int(number) for number in mapped["objectifs"]}, mapped["secteurs"]))
    return lines
