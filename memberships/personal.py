"""What memberships keep of a person: the requests to join that they wrote."""

from memberships.models import JoinRequest
from network.accounts.holdings import Holding, register


def _read(user):
    asked = JoinRequest.objects.filter(asked_by=user).select_related("actor").order_by("-asked_at", "-pk")
    return [
        {"Structure": one.actor.name, "Demandée le": one.asked_at, "Message": one.message, "État": one.get_state_display()} for one in asked
    ]


def _erase(user, traces):
    JoinRequest.objects.filter(asked_by=user).update(message="")
    traces.remove_from(JoinRequest.objects.all(), "message", "reason")


register(Holding("join_requests", 28, "Demandes d’adhésion", _read, erase=_erase))
