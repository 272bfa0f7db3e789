"""Amounts that differ: none is written over, none counts until the team settles."""

from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from network.audit.models import Entry
from projects.enums import FigureKind
from projects.models import Funding, FundingFigure, SearchEntry
from projects.services.figures import AGAIN, DIFFERS, FIRST, SAME, FigureError, settle, state

pytestmark = pytest.mark.django_db
EASY = settings(
    max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], derandomize=True
)


def say(funding, amount, key, kind=FigureKind.GRANTED):
    return state(funding=funding, kind=kind, amount=Decimal(amount), source="Liste", source_key=str(key), by=None)


def retained(funding, kind=FigureKind.GRANTED):
    return [figure.amount for figure in funding.figures.filter(kind=kind, retained=True)]


@pytest.fixture
def funding(make_project):
    return make_project().fundings.create(funder="Ville", year=2019)


def test_the_first_amount_counts_an_equal_one_confirms_another_waits(funding, staff):
    assert say(funding, 100, "a") == FIRST
    assert say(funding, 100, "b") == SAME
    assert say(funding, 100, "a") == AGAIN
    assert retained(funding) == [100]
    assert say(funding, 120, "c") == DIFFERS
    assert retained(funding) == []
    assert list(Funding.objects.disputed()) == [funding]
    assert SearchEntry.objects.get(project=funding.project).granted is None, "a disputed amount counts nowhere"
    settle(figure=funding.figures.get(source_key="c"), by=staff)
    assert retained(funding) == [120]
    assert not Funding.objects.disputed().exists()
    assert SearchEntry.objects.get(project=funding.project).granted == 120
    assert say(funding, 100, "d") == SAME, "the team has already said which of the two"
    assert retained(funding) == [120]
    kind = ContentType.objects.get_for_model(funding.project)
    assert list(Entry.objects.filter(content_type=kind).order_by("pk").values_list("verb", flat=True)) == [
        "constater un écart",
        "trancher un montant",
    ]


def test_another_kind_of_amount_is_another_matter(funding):
    say(funding, 100, "a")
    assert say(funding, 80, "a", FigureKind.PAID) == FIRST
    assert (retained(funding), retained(funding, FigureKind.PAID)) == ([100], [80])


def test_an_amount_that_went_away_is_not_settled(funding, staff):
    say(funding, 100, "a")
    figure = funding.figures.get()
    FundingFigure.objects.all().delete()
    with pytest.raises(FigureError, match="rechargez"):
        settle(figure=figure, by=staff)


SAY = st.tuples(st.just("say"), st.sampled_from([0, 50, "50.01", 100]), st.integers(0, 5))
SETTLE = st.tuples(st.just("settle"), st.integers(0, 9))
ACTS = st.lists(SAY | SETTLE, max_size=12)


@EASY
@given(acts=ACTS)
def test_whatever_is_stated_no_retained_amount_is_silently_written_over(make_project, staff, acts):
    with transaction.atomic():
        funding = make_project().fundings.create(funder="Ville", year=2019)
        for act, *details in acts:
            before = {figure.pk: (figure.amount, figure.retained) for figure in funding.figures.all()}
            kept = [amount for amount, is_retained in before.values() if is_retained]
            if act == "say":
                amount = Decimal(details[0])
                say(funding, amount, f"{details[1]}:{amount}")
                known = {old for old, _ in before.values()}
                expected = [amount] if not before else kept if amount in known else []
            elif before:
                figure = funding.figures.all()[details[0] % len(before)]
                settle(figure=figure, by=staff)
                expected = [figure.amount]
            else:
                continue
            after = {figure.pk: figure.amount for figure in funding.figures.all()}
            assert all(after[pk] == amount for pk, (amount, _) in before.items()), "what was stated stays as it was"
            assert retained(funding) == expected
        transaction.set_rollback(True)
