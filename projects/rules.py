"""Who may do what with a project."""

from rules import predicate

from actors.models import Actor
from actors.rules import manages, represents
from network.accounts.rules import is_team


@predicate
def leads(user, project):
    """Acts today for the organisation that leads the project."""
    return represents(user, project.lead)


@predicate
def manages_lead(user, project):
    """Is responsible today for the organisation that leads the project."""
    return manages(user, project.lead)


@predicate
def has_actor(user):
    """Acts today for an organisation, so may reference its projects."""
    return user is not None and user.is_authenticated and Actor.objects.represented_by(user).exists()


can_look_after = can_edit = leads | is_team
can_archive = manages_lead | is_team
