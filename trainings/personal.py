"""What trainings keep of a person: that they were asked, and whether they answered. What they answered is nobody's."""

from network.accounts.holdings import Holding, register
from trainings.models import Ballot


def _read(user):
    asked = Ballot.objects.filter(registration__user=user).select_related("questionnaire__session__event").order_by("pk")
    return [
        {
            "Formation": str(one.questionnaire.session),
            "Questionnaire": one.questionnaire.get_moment_display(),
            "Répondu": "oui" if one.answered else "non",
        }
        for one in asked
    ]


def _erase(user, traces):
    """Who was asked goes, before their registration forgets whose it was; the answers, which name nobody, stay."""
    Ballot.objects.filter(registration__user=user).delete()


register(Holding("training_ballots", 29, "Questionnaires de formation", _read, erase=_erase))
