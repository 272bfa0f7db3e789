"""What events keep of a person: their registrations and those they made, their groups, their name among those invited."""

from django.db.models import Q
from django.utils import timezone

from events.models import Announcement, Answer, Event, Invitee, Registration, Speaker
from events.rules import known_addresses
from events.services.forgetting import empty
from network.accounts.holdings import Holding, register


def _theirs(user, emails):
    return Registration.objects.filter(Q(user=user) | Q(email__lower__in=emails), is_erased=False)


def _read(user):
    rows = (
        _theirs(user, known_addresses(user))
        .select_related("event", "seating", "actor")
        .prefetch_related("answers__question", "signatures")
        .order_by("-created_at", "-pk")
    )
    return [
        {
            "Rencontre": one.event.title,
            "Nom": one.name,
            "Adresse": one.email,
            "Structure": one.actor.name if one.actor else one.organisation,
            "Présence": one.seating.get_presence_display(),
            "État": one.get_state_display(),
            "Reçue le": one.created_at,
            "Besoins": one.needs,
            "Demi-journées signées": ", ".join(f"{signature.day:%d/%m/%Y}" for signature in one.signatures.all()),
            "Réponses": "\n".join(f"{answer.question.label} {answer.text}" for answer in one.answers.all()),
        }
        for one in rows
    ]


def _erase(user, traces):
    """The registrations stay counted; whose they were goes with the person, wherever it was written."""
    empty(_theirs(user, traces.emails))
    Registration.objects.filter(registered_by=user).update(registered_by=None)
    Invitee.objects.filter(email__lower__in=traces.emails).delete()
    traces.remove_from(Speaker.objects.exclude(email=""), "email")
    traces.remove_from(Answer.objects.all(), "text")
    traces.remove_from(Registration.objects.all(), "needs", "organisation")
    traces.remove_from(Announcement.objects.all(), "subject", "text")
    traces.remove_from(Event.objects.exclude(cancel_reason=""), "cancel_reason")


def _read_groups(user):
    return [
        {"Groupe": one.group.name, "Rôle": one.get_role_display(), "Depuis le": one.joined_at, "Parti·e le": one.left_at}
        for one in user.group_memberships.select_related("group").order_by("group__name", "pk")
    ]


def _erase_groups(user, traces):
    """They are in no group any more; that somebody was stays."""
    user.group_memberships.filter(left_at=None).update(left_at=timezone.now())


register(Holding("registrations", 30, "Inscriptions aux rencontres", _read, erase=_erase))
register(Holding("groups", 31, "Groupes de travail", _read_groups, erase=_erase_groups))
