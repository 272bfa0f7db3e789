"""What trainings keep of a person: their certificates; that they were asked, and whether they answered. What they answered is nobody's."""

from django.db.models import Q

from events.rules import known_addresses
from network.accounts.holdings import Holding, register
from trainings.hours import duration
from trainings.models import Ballot, Certificate
from trainings.services.certificates import empty


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


def _certificates(user, emails):
    return Certificate.objects.filter(Q(registration__user=user) | Q(registration__email__lower__in=emails))


def _read_certificates(user):
    return [
        {
            "Attestation": one.label,
            "Nom": one.shown["name"],
            "Structure": one.shown["organisation"],
            "Formation": one.shown["title"],
            "Durée suivie": duration(one.minutes),
            "Établie le": one.issued_at,
        }
        for one in _certificates(user, known_addresses(user))
    ]


def _erase_certificates(user, traces):
    """That one was issued stays; to whom goes, before their registration forgets whose it was."""
    empty(_certificates(user, traces.emails))


register(Holding("certificates", 28, "Attestations de formation", _read_certificates, erase=_erase_certificates))
