"""What a person’s QR code holds: it says who they are to the team that marks attendance, and opens nothing else."""

from django.core import signing

from events.models import Registration

SIGNER = signing.Signer(sep=".", salt="events.checkin")


def checkin_token(registration):
    """The signed words of a registration’s QR code; made for this purpose alone, short enough for a small code."""
    return SIGNER.sign(str(registration.pk))


def read_checkin(code):
    """The registration of a code that was scanned, alone or at the end of its address; None when nobody signed it."""
    token = code.strip().rstrip("/").rpartition("/")[2]
    try:
        key = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    return Registration.objects.filter(pk=key, is_erased=False).select_related("event", "seating", "actor").first()
