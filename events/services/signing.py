"""Signatures drawn on the screen: kept once for each half-day; signing says that one is there."""

from django.db import transaction
from django.utils import timezone

from events.enums import MarkMeans
from events.models import Signature
from events.rollcall import leaders, opens
from events.services.attendance import welcome
from events.services.seats import RegistrationError
from events.strokes import read_strokes
from network.audit.services import record
from network.ui.french import day


@transaction.atomic
def sign(*, half, strokes, by, registration=None, speaker=None):
    """Keep what a confirmed person, or who leads the event, drew for `half`. Signed already, it stays as it is. Returns the Signature."""
    drawn = read_strokes(strokes)
    if drawn is None:
        raise RegistrationError("Ce tracé n’est pas une signature\u00a0: effacez et signez de nouveau dans le cadre.")
    if not opens(half.slot, timezone.now()):
        raise RegistrationError(f"Cette séance est le {day(half.slot.starts_at)}\u00a0: on signe à partir de ce jour-là.")
    if registration is not None:
        welcome(registration=registration, slot=half.slot, present=True, by=by, means=MarkMeans.SIGNATURE)
    elif speaker is None or not leaders(half.slot.event_id).filter(pk=speaker.pk).exists():
        raise RegistrationError("Cette personne n’intervient pas à cette rencontre.")
    signature, new = Signature.objects.get_or_create(
        slot=half.slot, day=half.day, is_morning=half.is_morning, registration=registration, speaker=speaker,
        defaults={"strokes": drawn, "signed_at": timezone.now(), "taken_by": by},
    )  # fmt: skip
    if new:
        record(by=by, verb="recueillir la signature", target=registration or speaker, changes={"signature": [None, str(signature.day)]})
    return signature
