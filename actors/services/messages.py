"""A visitor's message reaches an organisation by the portal, which shows no address to either."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from actors.enums import RepresentationStatus, Role
from actors.models import Actor, ContactMessage
from network.accounts.models import User
from network.notifications.models import Email
from network.notifications.services import send

MOST_A_DAY = 40  # to one organisation
RECEIPTS_A_DAY = 5  # to one address that nobody confirmed


class MessageError(Exception):
    """The message cannot be taken; the message of the error is for the person."""


@transaction.atomic
def write(*, actor, contact, name, email, body, form_key, by):
    """Keep a message and hand it to those who answer for the organisation; the team when nobody does. Returns the ContactMessage.

    The sender is told that it left. Whoever merely typed an address gets none of the words back: nobody writes to
    strangers through the portal.
    """
    Actor.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    if known := ContactMessage.objects.filter(form_key=form_key).first():
        return known
    if actor.messages.filter(created_at__gt=_a_day_ago()).count() >= MOST_A_DAY:
        raise MessageError("Cette structure a reçu beaucoup de messages aujourd’hui : réessayez demain, votre texte reste ci-dessous.")
    people = _readers(actor, contact)
    message = ContactMessage.objects.create(
        actor=actor, contact=contact, sender=by, name=name, email=email, body=body, form_key=form_key, to_team=not people
    )
    context = {"actor": actor.name, "name": name, "body": body, "to_team": not people, "attention": contact.name if contact else ""}
    for number, reader in enumerate(people or [settings.NETWORK["email"]]):
        send(kind="visitor_message", to=reader, context=context, reply_to=email, dedupe=f"message:{message.pk}:{number}")
    _confirm(message, by)
    return message


def forget_old_messages():
    """Delete what was written longer ago than e-mails are kept. Returns how many."""
    limit = timezone.now() - timedelta(days=settings.EMAILS_KEPT_DAYS)
    return ContactMessage.objects.filter(created_at__lt=limit).delete()[0]


def _readers(actor, contact):
    """The person written to, who agreed to be; else the managers."""
    if contact is not None and contact.email:
        return [contact.email]
    managers = User.objects.filter(
        is_active=True,
        representations__actor=actor,
        representations__role=Role.MANAGER,
        representations__status=RepresentationStatus.ACTIVE,
    )
    return list(managers.order_by("pk"))


def _confirm(message, by):
    known = by is not None and by.emailaddress_set.filter(email__iexact=message.email, verified=True).exists()
    today = Email.objects.to_address(message.email).filter(kind="message_sent", created_at__gt=_a_day_ago())
    if known or today.count() < RECEIPTS_A_DAY:
        context = {"actor": message.actor.name, "body": message.body if known else ""}
        send(kind="message_sent", to=by if known else message.email, context=context, dedupe=f"receipt:{message.pk}")


def _a_day_ago():
    return timezone.now() - timedelta(days=1)
