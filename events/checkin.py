"""What a person’s QR code holds: it says who they are to the team that marks attendance, and opens nothing else."""

import segno
from django.conf import settings
from django.core import signing
from django.urls import reverse

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


def checkin_drawing(registration):
    """The QR code as an SVG to write into a page, without any style of its own: the address that the team opens by scanning it."""
    address = settings.SITE_URL + reverse("admin:events_event_checkin", args=[checkin_token(registration)])
    return segno.make(address, error="m").svg_inline(
        border=4, svgclass="enrol-code", lineclass=None, omitsize=True, dark="#000", light="#fff"
    )
