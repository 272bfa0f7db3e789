"""What projects keep of a person: the answers that they gave for a partner."""

from network.accounts.holdings import Holding, register
from projects.models import Partnership


def _read(user):
    answered = Partnership.objects.filter(answered_by=user).select_related("project", "actor").order_by("-answered_at", "-pk")
    return [
        {
            "Projet": one.project.title,
            "Structure": one.actor.name if one.actor else "",
            "Réponse": one.get_status_display(),
            "Le": one.answered_at,
            "Motif": one.reason,
        }
        for one in answered
    ]


def _erase(user, traces):
    """Their reasons go with them; the answer, which is the structure's, stays."""
    Partnership.objects.filter(answered_by=user).update(reason="", answered_by=None)
    traces.remove_from(Partnership.objects.exclude(reason=""), "reason")


register(Holding("partnerships", 29, "Réponses à des projets", _read, erase=_erase))
