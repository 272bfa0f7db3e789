"""What is no longer kept of people who registered. Rows stay, so that counts stay right."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from events.enums import RegistrationState
from events.models import Answer, Event, Registration, Signature
from network.accounts.holdings import ERASED

UNVERIFIED_KEPT = timedelta(days=2)
NEEDS_KEPT = timedelta(days=30)  # after the event


def forget(*, now):
    """Delete requests never confirmed; empty needs a month after the event, and everything that names people some years after."""
    Registration.objects.filter(state=RegistrationState.UNVERIFIED, updated_at__lt=now - UNVERIFIED_KEPT).delete()
    recent = Event.objects.dated()
    Registration.objects.filter(event__in=recent.filter(ends_at__lt=now - NEEDS_KEPT)).exclude(needs="").update(needs="")
    years = timedelta(days=round(365.25 * settings.KEPT_YEARS["registrations"]))
    empty(Registration.objects.filter(event__in=recent.filter(ends_at__lt=now - years)))


@transaction.atomic
def empty(registrations):
    """Take the person out of each; what it counted for stays counted. Returns how many."""
    keys = list(registrations.filter(is_erased=False).values_list("pk", flat=True))
    Answer.objects.filter(registration__in=keys).delete()
    Signature.objects.filter(registration__in=keys).delete()
    nobody = Concat(Value("personne-effacee-"), Cast(F("pk"), CharField()), Value("@example.invalid"))
    return Registration.objects.filter(pk__in=keys).update(
        name=ERASED, email=nobody, user=None, registered_by=None, organisation="", needs="", is_listed=False, is_erased=True
    )
