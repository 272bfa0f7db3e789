"""Handing an e-mail to the mail server: never twice by ourselves, and never lost.

Three steps, each committed. *Claim* the row for five minutes. *Hand over*: write `handed_over_at`, which one
sender alone can do, just before the message goes out. *Write down* the answer. A sender that dies before handing over
leaves a row that is taken up again; one that dies after leaves a row that may have left: it becomes « incertain » and
a person of the team decides, because a second sending cannot be taken back. (docs/adr/0004)
"""

import contextlib
import logging
from datetime import timedelta
from email.utils import format_datetime
from smtplib import SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from network.notifications.enums import Status
from network.notifications.models import Email
from network.notifications.registry import find_kind

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=3)
LONGEST_WAIT = timedelta(hours=1)
NOBODY = "personne-effacee@example.invalid"


class ServerAway(Exception):
    """The mail server does not answer; the e-mail waits for its next attempt."""


def deliver(*, pk):
    """Send one e-mail if it is due and nobody else is at it.

    Returns its new status, or None when there was nothing to do; raises ServerAway, with the row put off, when the server is.
    """
    email = _claim(pk)
    if email is None:
        return None
    if email.useful_until and email.useful_until < timezone.now():
        return _write_down(email, status=Status.EXPIRED, next_try_at=None)
    try:
        message = _message(email)
    except Exception as error:
        logger.error("e-mail %s (%s) cannot be built: %s", email.pk, email.kind, type(error).__name__)
        return _write_down(email, status=Status.FAILED, next_try_at=None, error=type(error).__name__)
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        _put_off(email, error)
        raise ServerAway from error
    try:
        return _converse(email, message, connection)
    finally:
        with contextlib.suppress(OSError, SMTPException):
            connection.close()


def settle_orphans():
    """Mark as doubtful what was handed over by senders that died since. Returns how many."""
    now = timezone.now()
    orphans = Email.objects.abandoned_in_mid_sentence(now)
    count = orphans.update(status=Status.DOUBTFUL, claimed_until=None, next_try_at=None, error="envoi interrompu")
    if count:
        logger.error("%s e-mails may have left: the team decides", count)
    return count


def _claim(pk):
    with transaction.atomic():
        now = timezone.now()
        email = Email.objects.select_for_update(skip_locked=True).due(now).filter(pk=pk).first()
        if email is not None:
            email.status, email.claimed_until, email.attempts = Status.SENDING, now + LEASE, email.attempts + 1
            email.save(update_fields=["status", "claimed_until", "attempts"])
        return email


def _converse(email, message, connection):
    claim = Email.objects.filter(pk=email.pk, status=Status.SENDING, claimed_until=email.claimed_until, handed_over_at=None)
    if not claim.update(handed_over_at=timezone.now()):
        return None
    try:
        connection.send_messages([message])
    except (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError) as error:
        return _put_off(email, error)
    except Exception as error:
        logger.error("e-mail %s (%s) may have left: %s", email.pk, email.kind, type(error).__name__)
        return _write_down(email, status=Status.DOUBTFUL, next_try_at=None, error=type(error).__name__)
    return _write_down(email, status=Status.SENT, sent_at=timezone.now(), next_try_at=None, error="")


def _put_off(email, error):
    """The server is away or said no: try again later, later each time, unless it said never."""
    code = _code(error)
    now = timezone.now()
    wait = min(timedelta(minutes=2 ** min(email.attempts - 1, 10)), LONGEST_WAIT)
    for_good = code >= 500 or isinstance(error, SMTPNotSupportedError) or now + wait > email.created_at + GIVE_UP_AFTER
    described = f"{type(error).__name__} {code or ''}".strip()
    logger.warning("e-mail %s (%s) not sent, attempt %s: %s", email.pk, email.kind, email.attempts, described)
    return _write_down(email, status=Status.FAILED, handed_over_at=None, next_try_at=None if for_good else now + wait, error=described)


def _code(error):
    """The SMTP code of a refusal that concerns this message; 0 when the server itself is at fault."""
    if isinstance(error, SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, SMTPResponseException) else 0


def _write_down(email, *, status, **fields):
    """Keep the outcome; what is secret, or of somebody erased, is emptied once it cannot be sent any more."""
    kind = find_kind(email.kind)
    over = status in {Status.SENT, Status.EXPIRED} or (status == Status.FAILED and fields.get("next_try_at") is None)
    if kind and kind.forgotten and over:
        fields |= {"to": NOBODY, "text": "", "html": "", "attachments": []}
    elif status in {Status.SENT, Status.EXPIRED} and kind and kind.secret and not settings.DEMONSTRATION:
        fields |= {"subject": kind.open_subject, "text": "", "html": "", "attachments": []}
    Email.objects.filter(pk=email.pk, attempts=email.attempts).exclude(status=Status.SENT).update(
        status=status, claimed_until=None, **fields
    )
    return status


def _message(email):
    """The message as it leaves: the same at each attempt."""
    message = EmailMultiAlternatives(
        email.subject,
        email.text,
        to=[email.to],
        reply_to=[email.reply_to or settings.NETWORK["email"]],
        headers={"Message-ID": email.message_id, "Date": format_datetime(email.created_at), "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(email.html, "text/html")
    for file in email.attachments:
        message.attach(file["name"], file["text"], file["type"])
    message.message()  # builds it once here: what cannot be built is not handed over
    return message
