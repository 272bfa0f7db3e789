"""Certificates of attendance: issued to who was there, once."""

from secrets import choice

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from events.enums import Mark, RegistrationState
from events.models import Registration
from network.accounts.holdings import ERASED
from network.audit.services import record
from network.notifications.services import send
from network.ui.french import day
from trainings.models import Certificate, Session

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that reads like something else
LOCK = 5_080_219  # of the numbers: one is given at a time


class CertificateError(Exception):
    """The certificate cannot be issued; the message is for the person."""


@transaction.atomic
def issue(*, registration, by):
    """The certificate of who was present at one slot at least of a training session. Asked again, the same. Returns the Certificate."""
    current = Registration.objects.select_for_update(of=("self",)).select_related("event", "actor").get(pk=registration.pk)
    if known := Certificate.objects.filter(registration=current).first():
        return known
    session = Session.objects.filter(event=current.event).select_related("module").first()
    if session is None:
        raise CertificateError(f"«\u00a0{current.event}\u00a0» n’est pas une session de formation.")
    if current.state != RegistrationState.CONFIRMED:
        raise CertificateError(f"L’inscription de {current.name} n’est pas confirmée\u00a0: il n’y a rien à attester.")
    slots = list(current.event.slots.all())
    if any(slot.ends_at > timezone.now() for slot in slots):
        raise CertificateError("La formation n’est pas finie\u00a0: les attestations s’établissent après la dernière séance.")
    present = set(current.attendances.filter(mark=Mark.PRESENT).values_list("slot", flat=True))
    if not present:
        raise CertificateError(f"{current.name} n’est pointé·e à aucune séance\u00a0: pointez d’abord les présences.")
    minutes = {slot.pk: round((slot.ends_at - slot.starts_at).total_seconds() / 60) for slot in slots}
    certificate = Certificate(
        registration=current,
        code="".join(choice(ALPHABET) for _ in range(12)),
        minutes=sum(minutes[pk] for pk in present),
        issued_by=by,
        is_demo=current.is_demo or current.event.is_demo,
        shown={
            "name": current.name,
            "organisation": current.actor.name if current.actor else current.organisation,
            "title": session.module.title,
            "slots": [[slot.title, day(slot.starts_at), minutes[slot.pk], slot.pk in present] for slot in slots],
        },
    )
    certificate.year = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    taken = Certificate.objects.filter(year=certificate.year, is_demo=certificate.is_demo).aggregate(last=Max("number"))["last"]
    certificate.number = (taken or 0) + 1
    certificate.save()
    record(by=by, verb="établir", target=certificate)
    context = {
        "number": certificate.label,
        "name": current.name,
        "training": session.module.title,
        "url": settings.SITE_URL + certificate.get_absolute_url(),
    }
    to = current.user or current.email
    if to:
        send(kind="certificate_ready", to=to, by=by, context=context, dedupe=f"certificate:{certificate.pk}")
    return certificate


def issue_all(*, event, by):
    """Certificates for all who were present at `event` and have none yet. Returns how many were issued."""
    present = event.registrations.filter(state=RegistrationState.CONFIRMED, attendances__mark=Mark.PRESENT, certificate=None)
    return len([issue(registration=registration, by=by) for registration in present.distinct().order_by("rank", "pk")])


@transaction.atomic
def revoke(*, certificate, by):
    """Say that a certificate no longer holds: its check page says so. Returns it."""
    current = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if current.revoked_at is None:
        current.revoked_at = timezone.now()
        current.save(update_fields=["revoked_at"])
        record(by=by, verb="retirer", target=current)
    return current


@transaction.atomic
def empty(certificates):
    """Take the person out of each: its number stays, its page and its PDF no longer say to whom. Returns how many."""
    changed = 0
    for one in certificates.select_for_update(of=("self",)):
        one.shown = {**one.shown, "name": ERASED, "organisation": ""}
        one.save(update_fields=["shown"])
        changed += 1
    return changed


def forget():
    """Do so for those whose registration no longer says whose it was. Returns how many."""
    return empty(Certificate.objects.filter(registration__is_erased=True).exclude(shown__name=ERASED))
