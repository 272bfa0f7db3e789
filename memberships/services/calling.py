"""Calls for the fees of a year: the preview in numbers, then the calls, each with its document and its e-mails."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from actors.enums import MembershipState
from actors.models import Actor, Membership
from memberships.models import Departure, FeeCall
from memberships.services import mailing, numbering
from memberships.services.errors import MembershipError
from memberships.services.scales import Scale
from network.audit.services import record
from network.documents.services import ask
from network.ui.french import euros, plural

READ = ("municipality__department", "municipality__intercommunality", "department", "billing")
LOCK = 7_340_060  # one round of calls at a time
CALL_KIND = "appel-cotisation"


@dataclass
class Preview:
    """What calling the fees of `year` would do: `ready` is [(actor, Quote)], `problems` [(actor, why not)]; `chosen`: by hand."""

    year: int
    chosen: bool = False
    ready: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    unreachable: list = field(default_factory=list)
    already: int = 0

    @property
    def total(self):
        """The sum of the fees."""
        return sum((quote.scale.amount for _, quote in self.ready), Decimal(0))

    @property
    def figures(self):
        """« 182 appels, 18 240,00 € », as a person confirms them."""
        return f"{plural(len(self.ready), 'appel')}, {euros(self.total)}"


def members_of_the_year_before(year):
    """Those who were called or settled the year before and have not left since."""
    before = Membership.objects.filter(year=year - 1, ended_on=None).exclude(state=MembershipState.CANCELLED)
    gone = Departure.objects.filter(undone_at=None, last_day__year__gte=year - 1)
    return Actor.objects.filter(pk__in=before.values("actor")).exclude(pk__in=gone.values("actor"))


def chosen_actors(pks):
    """The actors that a person chose; a sheet that was merged into another is not called."""
    return Actor.objects.filter(pk__in=pks, merged_into=None)


def preview(*, year, actors=None):
    """The Preview of the calls of `year`, for the members of the year before unless `actors` are given (a list of keys)."""
    scale, found = Scale(year), Preview(year, chosen=actors is not None)
    actors = members_of_the_year_before(year) if actors is None else chosen_actors(actors)
    called = set(Membership.objects.filter(year=year).values_list("actor", flat=True))
    for actor in mailing.with_recipients(actors.select_related(*READ)).order_by("name", "pk"):
        if actor.pk in called:
            found.already += 1
            continue
        quote = scale.quote(actor)
        if quote.problem:
            found.problems.append((actor, quote.problem))
            continue
        found.ready.append((actor, quote))
        if not mailing.recipients(actor):
            found.unreachable.append(actor)
    return found


@transaction.atomic
def call_all(*, year, figures, by, actors=None):
    """Call the fees of `year`, if they still are the `figures` that the person saw (in a `preview` of the same). Returns the calls."""
    _one_round_at_a_time()
    found = preview(year=year, actors=actors)
    if not found.ready:
        already = plural(found.already, "structure a déjà la sienne|structures ont déjà la leur")
        raise MembershipError(f"Il n’y a plus personne à appeler pour {year}\u00a0: {already}.")
    if found.figures != figures:
        raise MembershipError(
            f"Rien n’est parti\u00a0: depuis l’aperçu, les chiffres ont changé ({found.figures}). Vérifiez, puis confirmez."
        )
    return [_call(actor, year, quote, by) for actor, quote in found.ready]


@transaction.atomic
def call_one(*, actor, year, by, starts_on=None):
    """Call the fee of one actor; `starts_on`: its first day of membership, when it joins in the course of the year."""
    _one_round_at_a_time()
    if problem := why_not(actor=actor, year=year):
        raise MembershipError(problem)
    actor = Actor.objects.select_related(*READ).get(pk=actor.pk)
    return _call(actor, year, Scale(year).quote(actor), by, starts_on)


def why_not(*, actor, year):
    """Why the fee of `year` cannot be called of an actor, in words; empty when it can."""
    known = Membership.objects.filter(actor=actor, year=year).first()
    if known:
        return f"«\u00a0{actor}\u00a0» a déjà une adhésion {year}, {known.get_state_display()}."
    quote = Scale(year).quote(Actor.objects.select_related(*READ).get(pk=actor.pk))
    return f"Impossible d’appeler la cotisation {year} de «\u00a0{actor}\u00a0»\u00a0: {quote.problem}." if quote.problem else ""


def _one_round_at_a_time():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _call(actor, year, quote, by, starts_on=None):
    today, demo = timezone.localdate(), actor.is_demo or quote.scale.is_demo
    membership = Membership.objects.create(actor=actor, year=year, starts_on=starts_on, is_demo=demo)
    _, number = numbering.take(series=numbering.CALLS, year=year, demo=demo)
    call = FeeCall.objects.create(
        membership=membership,
        number=f"{'DEMO' if demo else 'COT'}-{year}-{number:04d}",
        scale=quote.scale,
        scale_words=quote.scale.words,
        size=quote.size,
        amount=quote.scale.amount,
        called_on=today,
        due_on=today + timedelta(days=settings.MEMBERSHIPS["due_days"]),
        called_by=by if by is not None and by.pk else None,
        is_demo=demo,
    )
    record(by=by, verb="appeler la cotisation", target=membership, changes={"montant": [None, str(call.amount)]})
    ask(kind=CALL_KIND, params={"call": call.pk})
    mailing.tell(call, "fee_called", key=f"fee-call-{call.pk}", by=by)
    return call


@transaction.atomic
def set_commitment(*, call, number, by):
    """Write the purchase-order number that a local authority gives for a call."""
    current = FeeCall.objects.select_for_update(of=("self",)).select_related("membership__actor").get(pk=call.pk)
    before, current.commitment_number = current.commitment_number, number.strip()
    if before != current.commitment_number:
        current.save(update_fields=["commitment_number", "updated_at"])
        changes = {"commitment_number": [before, current.commitment_number]}
        record(by=by, verb="donner le numéro d’engagement", target=current, changes=changes)
        ask(kind=CALL_KIND, params={"call": current.pk})
    return current


@transaction.atomic
def update_call(*, call, by, changes):
    """Save what the team changed of a call, `changes` being {field: [before, after]}; its document is made again."""
    call.save()
    if changes:
        record(by=by, verb="modifier", target=call, changes=changes)
        ask(kind=CALL_KIND, params={"call": call.pk})
    return call


@transaction.atomic
def hold_reminders(*, call, reason, by):
    """Send no more reminder for a call, until `resume_reminders`."""
    if not reason.strip():
        raise MembershipError("Écrivez pourquoi les relances s’arrêtent.")
    return _hold(call, True, reason.strip(), by)


@transaction.atomic
def resume_reminders(*, call, by):
    """Send the reminders again."""
    return _hold(call, False, "", by)


def _hold(call, held, reason, by):
    current = FeeCall.objects.select_for_update(of=("self",)).select_related("membership__actor").get(pk=call.pk)
    current.reminders_held, current.held_reason = held, reason
    current.save(update_fields=["reminders_held", "held_reason", "updated_at"])
    verb = "suspendre les relances" if held else "reprendre les relances"
    record(by=by, verb=verb, target=current.membership, changes={"motif": [None, reason]} if reason else None)
    return current
