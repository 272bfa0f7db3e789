"""A scale, a few members, their calls. The amounts are those of the tests."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from actors.enums import Kind, MembershipState
from actors.models import Membership
from memberships.enums import Means, Measure
from memberships.models import BillingProfile, FeeScale
from memberships.services import calling, payments
from network.taxonomy.enums import College

YEAR = timezone.localdate().year


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    """Files of this test alone; no limit on requests."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.THROTTLE = {}
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def scale(db):
    """Communes by population, the other local authorities and businesses flat, associations by budget; schools have none."""

    def line(college, amount, measure=Measure.FLAT, start=0, end=None, kind=""):
        return FeeScale.objects.create(
            year=YEAR, college=college, kind=kind, measure=measure, size_from=start, size_to=end, amount=Decimal(amount)
        )

    return [
        line(College.LOCAL_AUTHORITY, "250"),
        line(College.LOCAL_AUTHORITY, "120.50", Measure.POPULATION, 0, 100_000, Kind.MUNICIPALITY),
        line(College.LOCAL_AUTHORITY, "900", Measure.POPULATION, 100_000, None, Kind.MUNICIPALITY),
        line(College.NON_PROFIT, "30", Measure.BUDGET, 0, 50_000),
        line(College.NON_PROFIT, "60", Measure.BUDGET, 50_000, 500_000),
        line(College.BUSINESS, "150"),
    ]


@pytest.fixture
def association(scale, make_actor, member, represent):
    """An association whose budget is known, managed by the member."""
    actor = make_actor("Eau et jardins", slug="eau-et-jardins")
    BillingProfile.objects.create(actor=actor, budget=20_000, budget_year=YEAR - 1)
    represent(member, actor)
    return actor


@pytest.fixture
def town(scale, make_actor, world, neighbour, represent):
    """A commune that pays by mandate, managed by the neighbour."""
    actor = make_actor(
        "Commune de Laval", slug="laval", college=College.LOCAL_AUTHORITY, kind=Kind.MUNICIPALITY, municipality=world["laval"]
    )
    BillingProfile.objects.create(actor=actor, email="comptabilite@laval.example", pays_by_mandate=True)
    represent(neighbour, actor)
    return actor


@pytest.fixture
def call(association, staff):
    """The association's call of the year: 30 €."""
    return calling.call_one(actor=association, year=YEAR, by=staff)


@pytest.fixture
def pay(staff):
    """Records a payment of a call."""

    def paid(call, amount="30", received_on=None, means=Means.TRANSFER, **fields):
        day = received_on or timezone.localdate()
        return payments.record_payment(call=call, amount=Decimal(amount), received_on=day, means=means, by=staff, **fields)

    return paid


@pytest.fixture
def formerly(db):
    """Makes actors members of the year before."""

    def joined(*actors, state=MembershipState.PAID, **fields):
        for actor in actors:
            Membership.objects.create(actor=actor, year=YEAR - 1, state=state, **fields)

    return joined


def day_of(year, month, day):
    """A date."""
    return date(year, month, day)
