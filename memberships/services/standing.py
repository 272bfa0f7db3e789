"""Who is a member and who is not any more: waivers, cancellations, departures, the electoral roll, the sum of paid fees."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from actors.enums import MembershipState
from actors.models import Membership
from memberships.enums import DepartureKind
from memberships.models import Departure, FeeCall, Payment
from memberships.services.errors import MembershipError
from memberships.services.past import as_on
from memberships.services.payments import settle
from network.audit.services import record
from network.imports.headings import key
from network.taxonomy.enums import College
from network.ui.french import euros


def paid_fees(year):
    """The sum of what was received for the memberships of `year`, counter-entries taken off: the budget's line « Cotisations »."""
    return Payment.objects.filter(call__membership__year=year).total()


def roll(day, college=""):
    """The memberships in good standing on `day`: they cover it, and were settled by then. In the order of collèges and names.

    Their actors have the name, the collège and the type of that day; they are shown, never saved.
    """
    found = Membership.objects.covering(day).filter(Q(settled_on=None) | Q(settled_on__lte=day))
    lines = list(found.select_related("actor__municipality__department", "actor__department").order_by("pk"))
    if day < timezone.localdate():
        as_on([membership.actor for membership in lines], day)
    order = {value: place for place, value in enumerate(College.values)}
    lines = [membership for membership in lines if college in ("", membership.actor.college)]
    return sorted(lines, key=lambda membership: (order[membership.actor.college], key(membership.actor.name)))


@transaction.atomic
def waive(*, membership, reason, by):
    """Exempt from the fee of a year, with a reason: the membership covers its days all the same."""
    return _end_of_the_fee(membership, MembershipState.WAIVED, reason, by, "exonérer", "Écrivez le motif de l’exonération.")


@transaction.atomic
def cancel(*, membership, reason, by):
    """Cancel the membership of a year: nothing is owed, and it covers nothing."""
    return _end_of_the_fee(membership, MembershipState.CANCELLED, reason, by, "annuler l’adhésion", "Écrivez le motif de l’annulation.")


def _end_of_the_fee(membership, state, reason, by, verb, missing):
    if not reason.strip():
        raise MembershipError(missing)
    current = Membership.objects.select_for_update().get(pk=membership.pk)
    received = Payment.objects.filter(call__membership=current).total()
    if received:
        raise MembershipError(f"«\u00a0{current}\u00a0»\u00a0: {euros(received)} reçus. Annulez d’abord les règlements.")
    if current.state == state:
        raise MembershipError(f"«\u00a0{current}\u00a0» est déjà {current.get_state_display()}.")
    before, current.state, current.reason = current.state, state, reason.strip()[:250]
    current.settled_on = timezone.localdate() if state == MembershipState.WAIVED else None
    current.save(update_fields=["state", "reason", "settled_on"])
    record(by=by, verb=verb, target=current, changes={"state": [before, str(state)], "motif": [None, current.reason]})
    return current


@transaction.atomic
def reopen(*, membership, by):
    """Take back a waiver or a cancellation: the fee is called again."""
    current = Membership.objects.select_for_update().get(pk=membership.pk)
    if current.state not in (MembershipState.WAIVED, MembershipState.CANCELLED):
        raise MembershipError(f"«\u00a0{current}\u00a0» est {current.get_state_display()}\u00a0: il n’y a rien à rouvrir.")
    before, current.state, current.reason, current.settled_on = current.state, MembershipState.CALLED, "", None
    current.save(update_fields=["state", "reason", "settled_on"])
    call = FeeCall.objects.select_related("membership").filter(membership=current).first()
    if call:
        settle(call)
        current.refresh_from_db()
    record(by=by, verb="rouvrir", target=current, changes={"state": [before, current.state]})
    return current


@transaction.atomic
def depart(*, departure, by):
    """Record a resignation or an exclusion: the membership ends on its `last_day`, and later ones are cancelled."""
    actor, last = departure.actor, departure.last_day
    if departure.kind == DepartureKind.EXCLUSION and not (departure.body and departure.reason.strip()):
        raise MembershipError("Une radiation est décidée par une instance, avec un motif\u00a0: indiquez les deux.")
    memberships = list(Membership.objects.select_for_update().filter(actor=actor, year__gte=last.year).order_by("year"))
    if Departure.objects.filter(actor=actor, undone_at=None, last_day__year=last.year).exists():
        raise MembershipError(f"Un départ de «\u00a0{actor}\u00a0» est déjà enregistré en {last.year}.")
    for membership in memberships:
        if membership.year == last.year:
            if membership.first_day > last:
                raise MembershipError(f"L’adhésion de «\u00a0{actor}\u00a0» commence après ce jour\u00a0: annulez-la plutôt.")
            membership.ended_on = last
            membership.save(update_fields=["ended_on"])
        elif received := Payment.objects.filter(call__membership=membership).total():
            raise MembershipError(f"{euros(received)} ont été reçus pour {membership.year}\u00a0: annulez d’abord ces règlements.")
        elif membership.state != MembershipState.CANCELLED:
            membership.state, membership.settled_on = MembershipState.CANCELLED, None
            membership.reason = f"{departure.get_kind_display()} le {last:%d/%m/%Y}"
            membership.save(update_fields=["state", "settled_on", "reason"])
    departure.recorded_by = by if by is not None and by.pk else None
    departure.save()
    record(by=by, verb=f"enregistrer une {departure.get_kind_display()}", target=actor, changes={"dernier jour": [None, str(last)]})
    return departure


@transaction.atomic
def undo_departure(*, departure, by):
    """Take back a departure that was recorded by mistake: the membership of its year covers all its days again."""
    current = Departure.objects.select_for_update().get(pk=departure.pk)
    if current.undone_at:
        raise MembershipError("Ce départ est déjà annulé.")
    Membership.objects.filter(actor=current.actor, ended_on=current.last_day).update(ended_on=None)
    current.undone_at = timezone.now()
    current.save(update_fields=["undone_at"])
    record(by=by, verb="annuler un départ", target=current.actor, changes={"dernier jour": [str(current.last_day), None]})
    return current
