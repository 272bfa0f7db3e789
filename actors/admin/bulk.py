"""Acts upon several actors at once that a higher app adds to their list. Each registers its own in its `admin`.

register(Bulk("call_fees", "Appeler leur cotisation…", "actors.add_membership", lambda admin, request, actors: …))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.admin.options import IS_POPUP_VAR


@dataclass(frozen=True)
class Bulk:
    """An act: its name, its words in the list of acts, the permission it takes, and what answers the request."""

    name: str
    label: str
    permission: str
    act: Callable


_acts = {}


def register(bulk):
    """Add an act; its name is taken once. Returns it."""
    if _acts.setdefault(bulk.name, bulk) is not bulk:
        raise ValueError(f"{bulk.name} is registered twice")
    return bulk


class BulkActs:
    """Mix into the admin of actors."""

    def get_actions(self, request):
        """With those of the higher apps that the person may do; not in a window that picks one actor."""
        actions = super().get_actions(request)
        if IS_POPUP_VAR not in request.GET:
            mine = [bulk for bulk in _acts.values() if request.user.has_perm(bulk.permission)]
            actions.update({bulk.name: (bulk.act, bulk.name, bulk.label) for bulk in mine})
        return actions
