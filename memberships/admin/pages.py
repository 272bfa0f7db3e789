"""What the pages of an act of this app have in common."""

from memberships.services.errors import MembershipError
from network.ui.acting import ActingAdmin


class MembershipActs(ActingAdmin):
    """Acts whose refusals are those of fees."""

    errors = (MembershipError,)
