"""The rules of the relations of this app."""

from django.utils import timezone

from actors.enums import InvitationOutcome, MembershipState, RepresentationStatus, Role
from actors.merging.rules import Rule, Settlement, call, keep, register

WORTH = [MembershipState.CANCELLED, MembershipState.CALLED, MembershipState.WAIVED, MembershipState.PAID]
STANDING = [RepresentationStatus.ENDED, RepresentationStatus.REQUESTED, RepresentationStatus.ACTIVE]
RIGHTS = [Role.CONTRIBUTOR, Role.MANAGER]


def memberships(mine, theirs):
    """Both have a membership of that year: the further one stands on the sheet, the other stays whole with the old sheet."""
    swap = WORTH.index(theirs.state) > WORTH.index(mine.state)
    stays, aside = (theirs, mine) if swap else (mine, theirs)
    said = f"{mine.year} : l’adhésion {stays.get_state_display()} est retenue, l’autre ({aside.get_state_display()}) est gardée à part"
    return Settlement(said, swap=swap)


def representations(mine, theirs):
    """One person represents both: one open representation with the best of both; the other ends and follows, as history."""
    changes = {}
    standing = max(mine.status, theirs.status, key=STANDING.index)
    if standing != mine.status:
        changes["status"] = str(standing)
    at_that_standing = [row.role for row in (mine, theirs) if row.status == standing]
    role = max(at_that_standing, key=RIGHTS.index)
    if role != mine.role:
        changes["role"] = str(role)
    said = f"{mine.user} représente les deux fiches : une seule représentation reste ouverte ({Role(role).label})"
    return Settlement(said, follows=True, changes_mine=changes, changes_theirs={"status": str(RepresentationStatus.ENDED)})


def twinnings(mine, theirs):
    """The same partner town twice: one stays, and learns from the other the country and the source that it lacks."""
    changes = {}
    if mine.country_id is None and theirs.country_id:
        changes["country_id"] = theirs.country_id
    if not mine.source and theirs.source:
        changes["source"] = theirs.source
    return Settlement(f"{mine.town} est citée par les deux fiches : un seul jumelage reste visible", changes_mine=changes)


def invitations(mine, theirs):
    """The same address was asked by both: one open invitation with the better role; the other is closed and follows."""
    role = max(mine.role, theirs.role, key=RIGHTS.index)
    changes = {"role": str(role)} if role != mine.role else {}
    closed = {"closed_at": timezone.now().isoformat(), "outcome": str(InvitationOutcome.CANCELLED)}
    return Settlement("une adresse est invitée par les deux fiches : une seule invitation reste ouverte", False, True, changes, closed)


def same_address(mine, theirs):
    """Two open invitations of one address."""
    return mine.email.lower() == theirs.email.lower()


register(Rule("actors.Invitation.actor", invitations, same_address))
register(Rule("actors.Membership.actor", memberships))
register(Rule("actors.Representation.actor", representations))
register(Rule("actors.Twinning.actor", twinnings))
keep("actors.SearchEntry.actor", "PostgreSQL la tient à jour")
keep("actors.Merge.winner", "c’est l’histoire de la fiche")
keep("actors.Merge.loser", "c’est l’histoire de la fiche")
keep("actors.Distinct.first", "deux fiches précises ont été comparées")
keep("actors.Distinct.second", "deux fiches précises ont été comparées")
call("actors.Actor.merged_into", "ancienne fiche qui y menait|anciennes fiches qui y menaient")
call("actors.Representation.actor", "représentant·e|représentant·es")
call("audit.Entry.target", "entrée du journal|entrées du journal")
