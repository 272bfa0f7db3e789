"""Whose figures a selection shows, when it is one of those that the team comments on: the region, or one part of it as a whole."""

from dataclasses import dataclass

from network.directory.facets import UNKNOWN

NAMED = {"department": "Département", "countries": "Pays", "college": "Collège"}  # facet: what it is


@dataclass(frozen=True)
class Scope:
    """`facet` is empty for the whole region; else `value` is what the addresses say (« 44 », « benin », « associations »)."""

    facet: str = ""
    value: str = ""
    label: str = ""


REGION = Scope()


def scope_of(selection):
    """The Scope of a selection; None when something else narrows it, or changes the rule: a comment would speak of other figures."""
    chosen = {name: values for name, values in selection.values.items() if values}
    if not chosen:
        return None if selection.all_actors else REGION
    (name, values), *more = chosen.items()
    if more or selection.all_actors or name not in NAMED or len(values) > 1 or values[0] == UNKNOWN:
        return None
    return Scope(name, values[0], selection.labels[name][values[0]])
