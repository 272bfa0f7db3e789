"""Who is written to about a fee, and what they are told."""

from django.conf import settings
from django.db.models import Prefetch

from actors.enums import RepresentationStatus, Role
from actors.models import Representation
from memberships.bank_details import bank_details
from network.notifications.services import EmailError, send


def with_recipients(actors):
    """`actors` with all that `recipients` reads."""
    managers = Representation.objects.filter(status=RepresentationStatus.ACTIVE, role=Role.MANAGER, user__is_active=True)
    links = Prefetch("representations", managers.select_related("user").order_by("pk"), to_attr="managing")
    return actors.select_related("billing").prefetch_related(links)


def recipients(actor):
    """The active managers, and the address for bills; the public address when there is neither."""
    links = getattr(actor, "managing", None)
    if links is None:
        managers = actor.representations.filter(status=RepresentationStatus.ACTIVE, role=Role.MANAGER, user__is_active=True)
        links = managers.select_related("user").order_by("pk")
    people = [link.user for link in links]
    profile = getattr(actor, "billing", None)
    known = {person.email.lower() for person in people}
    if profile and profile.email and profile.email.lower() not in known:
        people.append(profile.email)
    return people or ([actor.public_email] if actor.public_email else [])


def tell(call, kind, *, key, by=None, **context):
    """Write to the recipients of a call, once each for a `key`. Returns how many were written to."""
    actor, told = call.membership.actor, 0
    context = {
        "actor": actor.name,
        "year": call.membership.year,
        "number": call.number,
        "amount": call.amount,
        "owed": call.owed,
        "due_on": call.due_on,
        "commitment_number": call.commitment_number,
        "by_mandate": bool(getattr(actor, "billing", None) and actor.billing.pays_by_mandate),
        "bank": bank_details(),
        "contact": settings.NETWORK["email"],
        "url": settings.SITE_URL + call.get_absolute_url(),
        **context,
    }
    for person in recipients(actor):
        address = person if isinstance(person, str) else person.email
        try:
            send(kind=kind, to=person, context=context, by=by, dedupe=f"{key}-{address}"[:120])
            told += 1
        except EmailError:
            continue  # an address that cannot be written to is shown on the preview's list
    return told
