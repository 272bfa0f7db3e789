"""The verbs: write an e-mail, send it again."""

from datetime import timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from network.audit.services import record
from network.notifications.enums import Status
from network.notifications.models import Email, EmailWording
from network.notifications.registry import get_kind
from network.notifications.rendering import render
from network.publishing import publish_on_commit

SEND_TASK = "notifications.send_email"


class EmailError(Exception):
    """The e-mail cannot be written or sent again; the message is for the person."""


@transaction.atomic
def send(*, kind, to, context=None, by=None, dedupe=None, reply_to="", attachments=()):
    """Write an e-mail of `kind` to a User or an address; it leaves once the transaction commits. Returns the Email.

    `reply_to`: an address to which answers go, instead of the network's.
    `attachments`: small files of text, `{"name", "type", "text"}` each, such as a calendar's.
    `dedupe`: a key under which one e-mail at most is ever written; asked again, the first one is returned.
    """
    if dedupe and (existing := Email.objects.filter(dedupe=dedupe).first()):
        return existing
    definition = get_kind(kind)
    address = to if isinstance(to, str) else to.email
    try:
        validate_email(address)
        if reply_to:
            validate_email(reply_to)
    except ValidationError:
        raise EmailError("Cette adresse électronique n’est pas valable.") from None
    subject, text, html = render(definition, context or {}, EmailWording.objects.current(kind))
    return write(
        kind=definition, to=to, subject=subject, text=text, html=html, by=by, dedupe=dedupe, reply_to=reply_to, attachments=attachments
    )


@transaction.atomic
def write(*, kind, to, subject, text, html, by=None, dedupe=None, reply_to="", attachments=()):
    """Write the row of an e-mail whose words are known; `send` is what other apps call. Returns the Email."""
    now = timezone.now()
    email = Email(
        kind=kind.name,
        to=to if isinstance(to, str) else to.email,
        user=None if isinstance(to, str) else to,
        by=by if by is not None and by.pk else None,
        reply_to=reply_to,
        subject=subject,
        text=text,
        html=html,
        attachments=list(attachments),
        created_at=now,
        next_try_at=now,
        useful_until=now + kind.useful_for if kind.useful_for else None,
        dedupe=dedupe,
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
    )
    try:
        with transaction.atomic():
            email.save()
    except IntegrityError:
        if not dedupe:
            raise
        return Email.objects.get(dedupe=dedupe)
    publish_on_commit(SEND_TASK, email.pk)
    return email


@transaction.atomic
def send_again(*, email, by):
    """Put a given-up or doubtful e-mail back in the queue, under the same Message-ID."""
    current = Email.objects.select_for_update().get(pk=email.pk)
    given_up = current.status == Status.FAILED and current.next_try_at is None
    if not given_up and current.status != Status.DOUBTFUL:
        raise EmailError(f"Ce courriel est « {current.get_status_display()} » : il n’y a rien à renvoyer.")
    before, now = current.status, timezone.now()
    current.status, current.next_try_at = Status.QUEUED, now
    current.handed_over_at = current.claimed_until = None
    current.save(update_fields=["status", "next_try_at", "handed_over_at", "claimed_until"])
    record(by=by, verb="renvoyer", target=current, changes={"status": [before, str(Status.QUEUED)]})
    publish_on_commit(SEND_TASK, current.pk)
    return current


def forget_old():
    """Delete the e-mails older than `settings.EMAILS_KEPT_DAYS` that nobody waits for. Returns how many."""
    waits = Q(status__in=[Status.QUEUED, Status.SENDING]) | Q(status=Status.FAILED, next_try_at__isnull=False)
    old = Email.objects.filter(created_at__lt=timezone.now() - timedelta(days=settings.EMAILS_KEPT_DAYS)).exclude(waits)
    return old.delete()[0]
