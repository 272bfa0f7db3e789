"""Amounts as this or that source states them: what one states never writes over what another does; when two differ, the team settles."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from network.audit.services import record
from network.ui.french import euros
from projects.enums import FigureKind, Origin
from projects.models import Funding, FundingFigure

FIRST, AGAIN, SAME, DIFFERS = "first", "again", "same", "differs"


class FigureError(Exception):
    """Why an amount cannot be settled, in French, for the person."""


@transaction.atomic
def state(*, funding, kind, amount, source, source_key, by, origin=Origin.FUNDER, source_date=None):
    """Note that a source states an amount. Returns what came of it.

    FIRST: nobody had stated any, it is retained. SAME: it is known already, and stays as it was settled. DIFFERS: both are kept and
    none is retained until the team settles. AGAIN: this very row was read before, nothing is written.
    """
    Funding.objects.select_for_update().get(pk=funding.pk)
    known = list(FundingFigure.objects.filter(funding=funding, kind=kind))
    if FundingFigure.objects.filter(source_key=source_key, kind=kind).exists():
        return AGAIN
    came = FIRST if not known else SAME if any(figure.amount == amount for figure in known) else DIFFERS
    told = {"origin": origin, "source": source, "source_key": source_key, "source_date": source_date}
    if came == DIFFERS:
        before = [figure for figure in known if figure.retained]
        FundingFigure.objects.filter(pk__in=[figure.pk for figure in before]).update(retained=False)
        change = {FigureKind(kind).label: [readable(before), f"à trancher\u00a0: {euros(amount)} ({source})"]}
        record(by=by, verb="constater un écart", target=funding.project, changes=change)
    FundingFigure.objects.create(funding=funding, kind=kind, amount=amount, retained=came == FIRST, **told)
    return came


@transaction.atomic
def state_by_hand(*, funding, kind, amount, origin, source, source_date, by):
    """Note an amount that somebody of the team read somewhere; the same source of the same day is read once for a kind."""
    key = f"desk:{funding.pk}:{source_date:%Y-%m-%d}:{mark_of(source)}"
    came = state(
        funding=funding, kind=kind, amount=amount, source=source, source_key=key, source_date=source_date, origin=origin, by=by
    )  # fmt: skip
    if came == AGAIN:
        raise FigureError("Cette source donne déjà ce montant à cette date\u00a0: rien n’a été ajouté.")
    if came != DIFFERS:  # `state` tells of the others
        change = {FigureKind(kind).label: [None, f"{euros(amount)} ({source})"]}
        record(by=by, verb="relever un montant", target=funding.project, changes=change)
    return came


def mark_of(text):
    """A short mark of a text."""
    return sha256(text.casefold().encode()).hexdigest()[:16]


@transaction.atomic
def settle(*, figure, by):
    """Retain this amount; the others of its kind stay beside it, for memory. Raises FigureError when it went away meanwhile."""
    Funding.objects.select_for_update().filter(pk=figure.funding_id).first()
    current = FundingFigure.objects.select_related("funding__project").filter(pk=figure.pk).first()
    if current is None:
        raise FigureError("Ce montant a été retiré entre-temps\u00a0: rechargez la page.")
    others = FundingFigure.objects.filter(funding=current.funding, kind=current.kind, retained=True).exclude(pk=current.pk)
    before = list(others)
    others.update(retained=False)
    current.retained, current.settled_at, current.settled_by = True, timezone.now(), by
    current.save(update_fields=["retained", "settled_at", "settled_by"])
    change = {current.get_kind_display(): [readable(before), readable([current])]}
    record(by=by, verb="trancher un montant", target=current.funding.project, changes=change)
    return current


def in_words(figures):
    """« 4 000,00 € ou 3 500,00 € », each amount once."""
    return " ou ".join(dict.fromkeys(euros(figure.amount) for figure in figures))


def readable(figures):
    """« 4 000 € (liste de la ville) », or that there was none."""
    return ", ".join(f"{euros(figure.amount)} ({figure.source or figure.get_origin_display()})" for figure in figures) or "à trancher"


@transaction.atomic
def declare(*, funding, amounts, by):
    """Keep the amounts (`{kind: Decimal or None}`) that the lead declares of `funding`.

    One that contradicts a figure of another origin, not settled yet, makes the amount disputed: none of them is retained.
    """
    Funding.objects.select_for_update().get(pk=funding.pk)
    for kind, amount in amounts.items():
        own = funding.figures.filter(kind=kind, origin=Origin.DECLARED).first()
        if amount == (own.amount if own else None):
            continue
        others = list(funding.figures.filter(kind=kind).exclude(origin=Origin.DECLARED))
        if own:
            own.delete()
        if amount is not None:
            FundingFigure.objects.create(funding=funding, kind=kind, amount=amount, origin=Origin.DECLARED, retained=not others)
        _agree(others, amount)


def _agree(others, amount):
    """Of the figures of other origins: retained as long as nobody contradicts them, or as the team settled it."""
    if any(figure.settled_at for figure in others):
        return
    agreed = len({figure.amount for figure in others} | ({amount} - {None})) == 1
    for figure in others:
        retained = agreed and figure is others[0]
        if figure.retained != retained:
            figure.retained = retained
            figure.save(update_fields=["retained"])
