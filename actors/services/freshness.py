"""A sheet is confirmed by those who keep it; from time to time they are asked, once a period, with a link that serves once."""

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from actors.enums import RepresentationStatus, Role
from actors.freshness import period
from actors.models import Actor
from network.accounts.models import User
from network.audit.services import record
from network.notifications.services import send
from network.ui.french import day, since

SALT = "actors.still-true"
LINK_DAYS = 45


class FreshnessError(Exception):
    """The sheet cannot be confirmed; the message is for the person."""


@transaction.atomic
def confirm(*, actor, by):
    """Say that everything on the sheet is true today."""
    current = Actor.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    if not current.is_published:
        raise FreshnessError(f"« {current} » n’est pas dans l’annuaire : il n’y a rien à confirmer.")
    before, current.confirmed_at = current.confirmed_at, timezone.now()
    current.save(update_fields=["confirmed_at"])
    record(
        by=by, verb="confirmer", target=current, changes={"confirmed_at": [before and before.isoformat(), current.confirmed_at.isoformat()]}
    )
    return current


@transaction.atomic
def confirm_by_link(*, token):
    """The same, by the link of the e-mail, in the name of the person to whom it was sent."""
    actor, person = read_link(token)
    Actor.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    read_link(token)  # two clicks at once: the second finds the sheet confirmed
    return confirm(actor=actor, by=person)


def link_token(*, actor, user):
    """The token of a link by which `user` confirms the sheet as it stands; a confirmation, or 45 days, put an end to it."""
    return signing.dumps([actor.pk, user.pk, _stamp(actor)], salt=SALT, compress=False)


def read_link(token):
    """(actor, person) of a link that still serves; raises FreshnessError otherwise."""
    try:
        actor_pk, user_pk, stamp = signing.loads(token, salt=SALT, max_age=LINK_DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError):
        raise FreshnessError("Ce lien n’est plus valable. Vous pouvez confirmer la fiche depuis votre espace.") from None
    actor, person = Actor.objects.published().filter(pk=actor_pk).first(), User.objects.filter(pk=user_pk, is_active=True).first()
    if actor is None or person is None:
        raise FreshnessError("Cette fiche n’est plus dans l’annuaire, ou ce compte n’existe plus.")
    if not _active(actor).filter(user=person).exists():
        raise FreshnessError(f"Vous ne représentez plus « {actor} ».")
    if stamp != _stamp(actor):
        raise FreshnessError(f"« {actor} » est déjà confirmée, {since(actor.confirmed_at)} : il n’y a rien à faire.")
    return actor, person


def ask_confirmations(*, now=None):
    """Write to the managers of the sheets that nobody confirmed for long, once a period. Returns how many e-mails were asked for."""
    now, count = now or timezone.now(), 0
    for actor in Actor.objects.to_confirm(now - period("ask_after_days")).order_by("pk").iterator():
        round_ = (now - actor.held_since) // period("ask_after_days")
        key = f"still-true:{actor.pk}:{actor.held_since:%Y%m%d}:{round_}"
        managers = _active(actor).filter(role=Role.MANAGER, user__is_active=True).select_related("user").order_by("pk")
        for link in managers:
            send(kind="still_true", to=link.user, context=_letter(actor, link.user), dedupe=f"{key}:{link.user_id}")
            count += 1
    return count


def _letter(actor, user):
    path = reverse("organisations:still_true", args=[link_token(actor=actor, user=user)])
    return {
        "actor": actor.name,
        "last": day(actor.confirmed_at) if actor.confirmed_at else "",
        "url": settings.SITE_URL + path,
        "days": LINK_DAYS,
        "space": settings.SITE_URL + reverse("portal:space"),
    }


def _stamp(actor):
    return actor.confirmed_at.isoformat() if actor.confirmed_at else ""


def _active(actor):
    return actor.representations.filter(status=RepresentationStatus.ACTIVE)
