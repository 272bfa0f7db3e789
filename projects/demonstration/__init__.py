"""What projects add to the demonstration: public grants as sourced projects, then the projects of the invented cast."""

from projects.demonstration.cast import load_cast
from projects.demonstration.grants import groups
from projects.demonstration.removal import records
from projects.demonstration.writing import write

__all__ = ["load", "records"]


def load():
    """Bring what is missing; asked again, it changes nothing. Returns lines to show."""
    outcome, supports = write(groups())
    words = f"Soutiens publics relevés\u00a0: {supports} rattachés à {outcome.total} projets"
    return [words, str(outcome), str(load_cast())]
