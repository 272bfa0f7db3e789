"""Who may do what with an actor."""

from rules import predicate

from actors.enums import RepresentationStatus
from network.accounts.rules import is_team


@predicate
def represents(user, actor):
    """Acts for the organisation today. Free when the actor was read with `for_sheet`."""
    if user is None or not user.is_authenticated:
        return False
    known = getattr(actor, "is_mine", None)
    return actor.representations.filter(user=user, status=RepresentationStatus.ACTIVE).exists() if known is None else known


# What the sheet says to those who look after it: its state, the reason of a refusal, what is missing.
can_look_after = represents | is_team
