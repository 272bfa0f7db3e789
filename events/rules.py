"""Who may do what with events and groups."""

from django.utils import timezone
from rules import predicate

from actors.models import Actor
from events.enums import Audience, GroupRole
from network.accounts.rules import is_board, is_team


@predicate
def in_group(user, group):
    """Is a member of the working group today."""
    return bool(user and user.is_authenticated and group and group.memberships.current().filter(user=user).exists())


@predicate
def leads_group(user, group):
    """Leads the working group today."""
    return bool(user and user.is_authenticated and group.memberships.current().filter(user=user, role=GroupRole.LEAD).exists())


@predicate
def for_a_member(user):
    """Acts today for a member of the network."""
    return bool(user and user.is_authenticated and Actor.objects.represented_by(user).members(timezone.localdate()).exists())


def known_addresses(user):
    """The confirmed addresses of `user`, in lower case."""
    if user is None or not user.is_authenticated:
        return set()
    return {email.lower() for email in user.emailaddress_set.filter(verified=True).values_list("email", flat=True)}


def may_register(user, event, email=""):
    """Whether the event is for this person: `user` (who may be anonymous), or whoever has confirmed the address `email`."""
    if event.audience == Audience.PUBLIC or is_team(user):
        return True
    if event.audience == Audience.MEMBERS:
        return for_a_member(user)
    if event.audience == Audience.GROUP:
        return in_group(user, event.group)
    if event.audience == Audience.BOARD:
        return is_board(user)
    addresses = known_addresses(user) | ({email.lower()} if email else set())
    return event.invitees.filter(email__lower__in=addresses).exists()


can_lead = leads_group | is_team
can_read_group = in_group | is_team
