"""What documents hold of a person: which ones they asked for."""

from network.accounts.holdings import Holding, register
from network.documents.models import Request


def _read(user):
    asked = Request.objects.filter(user=user).select_related("document").order_by("-asked_at", "-pk")
    return [{"Document": r.document.title, "Demandé le": r.asked_at, "État": r.document.get_state_display()} for r in asked]


def _erase(user, traces):
    """The documents are of nobody in particular; no letter goes out when one is ready."""
    Request.objects.filter(user=user).update(wants_mail=False)


register(Holding("documents", 60, "Documents demandés", _read, erase=_erase))
