"""The people one knows at an organisation: kept by those who represent it and the team, shown only by that person's own gesture."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from actors.enums import ConsentWay
from actors.models import Contact
from network.audit.services import record
from network.notifications.models import Email
from network.notifications.services import send

ASK, KEEP = "actors.contact-consent", "actors.contact-withdrawal"
AGAIN = timedelta(days=1)
DAYS = {ASK: 30, KEEP: 400}


class ContactError(Exception):
    """The contact does not allow the act; the message is for the person."""


@transaction.atomic
def save(*, contact, by):
    """Keep a contact that was typed. The trail says that it was, not what."""
    new = contact.pk is None
    contact.save()
    record(by=by, verb="ajouter un contact" if new else "modifier un contact", target=contact.actor)
    return contact


@transaction.atomic
def remove(*, contact, by):
    """Delete a contact."""
    actor = contact.actor
    try:
        contact.delete()
    except ProtectedError:
        raise ContactError("L’équipe du réseau se réfère à ce contact : demandez-lui de le retirer.") from None
    record(by=by, verb="retirer un contact", target=actor)


@transaction.atomic
def ask_consent(*, contact, by):
    """Write to the person, who agrees or not by the link; once a day at most."""
    current = _locked(contact)
    if not current.email:
        raise ContactError("Indiquez d’abord l’adresse de cette personne : c’est elle qui donne son accord.")
    if current.is_public:
        raise ContactError("Cette personne a déjà donné son accord.")
    asked = Email.objects.to_address(current.email).filter(kind="consent_asked", created_at__gt=timezone.now() - AGAIN)
    if asked.exists():  # of the address, whatever was typed anew around it
        raise ContactError("Son accord vient d’être demandé : laissez-lui un jour pour répondre.")
    current.consent_asked_at = timezone.now()
    current.save(update_fields=["consent_asked_at"])
    context = {"actor": current.actor.name, "name": current.name, "function": current.function, "person": str(by)}
    key = f"consent:{current.pk}:{current.consent_asked_at:%Y%m%d%H%M}"
    send(kind="consent_asked", to=current.email, by=by, context={**context, "url": _url(current, ASK)}, dedupe=key)
    record(by=by, verb="demander l’accord d’un contact", target=current.actor)
    return current


@transaction.atomic
def agree_by_link(*, token, shows_phone=False):
    """The person agrees to be shown, by the link sent to their address. Returns the Contact."""
    contact = read_link(token)
    if contact.is_public:
        raise ContactError("Vous avez déjà donné votre accord.")
    return _agree(contact, ConsentWay.LINK, None, shows_phone)


@transaction.atomic
def agree(*, contact, by, shows_phone=False):
    """The person, logged in, agrees to be shown."""
    if not Contact.objects.about(by).filter(pk=contact.pk).exists():
        raise ContactError("Seule la personne concernée peut donner son accord.")
    return _agree(_locked(contact), ConsentWay.ACCOUNT, by, shows_phone)


@transaction.atomic
def withdraw_by_link(*, token):
    """The person takes their agreement back, by a link: what was shown disappears at once. Returns the Contact."""
    return _withdraw(read_link(token), None)


@transaction.atomic
def withdraw(*, contact, by):
    """The same, by the person logged in, by those who represent the organisation, or by the team."""
    return _withdraw(_locked(contact), by)


def read_link(token, *, lock=True):
    """The Contact of a link that still serves; raises ContactError otherwise.

    A link to agree ends with the answer, with another name or address, and after a month; a link to withdraw with the withdrawal.
    """
    for salt, days in DAYS.items():
        try:
            pk, stamp = signing.loads(token, salt=salt, max_age=days * 24 * 3600)
            break
        except (signing.BadSignature, ValueError):
            continue
    else:
        raise ContactError("Ce lien n’est plus valable.")
    contacts = Contact.objects.select_for_update(of=("self",)) if lock else Contact.objects
    contact = contacts.select_related("actor").filter(pk=pk).first()
    if contact is None or stamp != _stamp(contact):
        raise ContactError("Ce lien a déjà servi, ou ce contact a changé depuis.")
    return contact


def _stamp(contact):
    """What a link refers to: this person, and the agreement while it lasts, else the question while it waits."""
    moment = contact.consent_at or contact.consent_asked_at
    return moment and salted_hmac(ASK, f"{moment.isoformat()} {contact.name} {contact.email}").hexdigest()[:20]


def _url(contact, salt):
    return settings.SITE_URL + reverse("organisations:consent", args=[signing.dumps([contact.pk, _stamp(contact)], salt=salt)])


def _locked(contact):
    return Contact.objects.select_for_update(of=("self",)).select_related("actor").get(pk=contact.pk)


def _agree(contact, how, by, shows_phone):
    contact.is_public, contact.shows_phone = True, bool(shows_phone and contact.phone)
    contact.consent_at, contact.consent_how, contact.consent_by = timezone.now(), how, by
    contact.user = contact.user or by
    contact.save(update_fields=["is_public", "shows_phone", "consent_at", "consent_how", "consent_by", "user"])
    record(by=by, verb="donner son accord", target=contact.actor, changes={"accord": [None, str(how)]})
    if contact.email:
        context = {"actor": contact.actor.name, "name": contact.name, "function": contact.function, "phone": contact.shows_phone}
        send(kind="consent_given", to=contact.email, by=by, context={**context, "url": _url(contact, KEEP)})
    return contact


def _withdraw(contact, by):
    if not contact.is_public:
        raise ContactError("Rien n’est publié : il n’y a rien à retirer.")
    contact.unsettle({"email"})  # as if the address had changed: nothing remains of what was agreed
    contact.save(update_fields=["is_public", "shows_phone", "consent_at", "consent_how", "consent_by", "consent_asked_at"])
    record(by=by, verb="retirer l’accord d’un contact", target=contact.actor)
    return contact
