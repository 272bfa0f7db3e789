"""What becomes of the fees and requests of two sheets that are merged."""

from actors.merging.rules import Rule, Settlement, register
from memberships.enums import RequestState

LEARNT = ("email", "address", "budget", "budget_year", "pays_by_mandate")


def billing(mine, theirs):
    """Both say how they pay: one stays, and learns from the other what it lacks."""
    changes = {name: getattr(theirs, name) for name in LEARNT if not getattr(mine, name) and getattr(theirs, name)}
    if "budget" not in changes:
        changes.pop("budget_year", None)
    return Settlement("les deux fiches ont une fiche de facturation\u00a0: une seule sert", changes_mine=changes)


def requests(mine, theirs):
    """Both ask to join: one request waits; the other is closed and follows, as history."""
    closed = {"state": str(RequestState.REFUSED), "reason": "Doublon\u00a0: une autre demande de la même structure est à l’étude."}
    return Settlement("les deux fiches demandent à adhérer\u00a0: une seule demande reste à traiter", follows=True, changes_theirs=closed)


register(Rule("memberships.BillingProfile.actor", billing))
register(Rule("memberships.JoinRequest.actor", requests))
