"""Who may do what with an actor."""

from rules import predicate

from actors.enums import RepresentationStatus, Role
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


@predicate
def manages(user, actor):
    """Is responsible for the organisation today: answers those who ask, invites, archives its sheet."""
    if user is None or not user.is_authenticated:
        return False
    return actor.representations.filter(user=user, status=RepresentationStatus.ACTIVE, role=Role.MANAGER).exists()


can_edit = represents | is_team
# On a published sheet, what tells the organisation apart (name, collège, numbers); whether the sheet stays at all; who
# represents it.
can_rename = can_archive = can_answer = can_manage_people = manages | is_team
