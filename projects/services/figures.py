"""What those who lead a project declare of its money. What a funder says otherwise is not overwritten: the team settles it."""

from django.db import transaction

from projects.enums import Origin
from projects.models import FundingFigure


@transaction.atomic
def declare(*, funding, amounts, by):
    """Keep the amounts (`{kind: Decimal or None}`) that the lead declares of `funding`.

    One that contradicts a figure of another origin, not settled yet, makes the amount disputed: none of them is retained.
    """
    for kind, amount in amounts.items():
        own = funding.figures.select_for_update().filter(kind=kind, origin=Origin.DECLARED).first()
        if amount == (own.amount if own else None):
            continue
        others = list(funding.figures.select_for_update().filter(kind=kind).exclude(origin=Origin.DECLARED))
        if own:
            own.delete()
        if amount is not None:
            FundingFigure.objects.create(funding=funding, kind=kind, amount=amount, origin=Origin.DECLARED, retained=not others)
        _settle(others, amount)


def _settle(others, amount):
    """Of the figures of other origins: retained as long as nobody contradicts them, or as the team settled it."""
    if any(figure.settled_at for figure in others):
        return
    agreed = len({figure.amount for figure in others} | ({amount} - {None})) == 1
    for figure in others:
        retained = agreed and figure is others[0]
        if figure.retained != retained:
            figure.retained = retained
            figure.save(update_fields=["retained"])
