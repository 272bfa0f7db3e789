"""Who is who: the predicates that every app's rules start from."""

from rules import predicate


@predicate
def is_team(user):
    """A member of the network's team (salarié·e)."""
    return bool(user and user.is_active and user.is_staff)


@predicate
def is_board(user):
    """Sits on the board (bureau, conseil d'administration)."""
    return bool(user and user.is_active and user.sits_on_board)
