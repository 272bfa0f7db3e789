"""Receipts are numbered without a hole: in parallel, after a failure, and whoever writes the table."""

import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from actors.models import Actor, Membership
from memberships.enums import Means, Measure
from memberships.models import FeeCall, FeeScale, NumberSeries, Payment, Receipt
from memberships.services import payments
from network.taxonomy.enums import College
from tests.running import process

TODAY = timezone.localdate()
WORK = """
import sys, django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from django.db import connections
from django.utils import timezone
from memberships.models import FeeCall
from memberships.services.payments import record_payment
def pay(pk):
    try:
        call = FeeCall.objects.get(pk=pk)
        record_payment(call=call, amount=Decimal(10), received_on=timezone.localdate(), means="virement", by=None)
    finally:
        connections.close_all()
with ThreadPoolExecutor(4) as pool:
    list(pool.map(pay, [int(pk) for pk in sys.argv[1].split(",")]))
"""


@pytest.fixture
def calls(transactional_db):
    """Two hundred calls of 30 €."""
    scale = FeeScale.objects.create(year=TODAY.year, college=College.BUSINESS, measure=Measure.FLAT, amount=30)
    actors = Actor.objects.bulk_create(
        Actor(name=f"Structure {n}", slug=f"structure-{n}", college=College.BUSINESS, kind="entreprise") for n in range(200)
    )
    memberships = Membership.objects.bulk_create(Membership(actor=actor, year=TODAY.year) for actor in actors)
    return FeeCall.objects.bulk_create(
        FeeCall(membership=m, number=f"COT-{n}", scale=scale, amount=30, called_on=TODAY, due_on=TODAY) for n, m in enumerate(memberships)
    )


def numbers():
    return list(Receipt.objects.order_by("number").values_list("number", flat=True))


def test_two_hundred_in_parallel_leave_no_hole_and_no_double(calls):
    """From four processes at once, four threads each: partial payments, so that nothing but the series makes them wait."""
    shares = [",".join(str(call.pk) for call in calls[n::4]) for n in range(4)]
    started = [process("-c", WORK, share) for share in shares]
    running = [one.__enter__() for one in started]
    codes = [one.wait(120) for one in running]
    [one.__exit__(*sys.exc_info()) for one in started]
    assert codes == [0, 0, 0, 0]
    assert numbers() == list(range(1, 201))
    assert NumberSeries.objects.get(name="reçus").last == 200


def test_what_is_rolled_back_leaves_no_hole(calls):
    """One in three fails after its receipt was made: its number goes to the next."""

    class Failure(Exception):
        pass

    def pay(numbered):
        number, call = numbered
        try:
            with transaction.atomic():
                payments.record_payment(call=call, amount=Decimal(10), received_on=TODAY, means=Means.CASH, by=None)
                if number % 3 == 0:
                    raise Failure
        except Failure:
            return 0
        finally:
            connections.close_all()
        return 1

    with ThreadPoolExecutor(6) as pool:
        kept = sum(pool.map(pay, enumerate(calls[:60])))
    assert kept == 40
    assert numbers() == list(range(1, 41))


def test_postgresql_refuses_a_hole(calls):
    def payment(number):
        return Payment.objects.create(call=calls[number], amount=1, received_on=TODAY, means=Means.CASH)

    def receipt(number, to=None):
        return Receipt.objects.create(payment=to or payment(number), series="reçus", year=TODAY.year, number=number, issued_on=TODAY)

    receipt(1)
    for wrong in (3, 0):
        with pytest.raises(IntegrityError), transaction.atomic():
            receipt(wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        receipt(1, payment(9))
    receipt(2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.filter(number=2).delete()


def test_each_year_and_the_demonstration_have_their_own_numbers(calls):
    FeeCall.objects.filter(pk=calls[1].pk).update(is_demo=True)
    for call in calls[:3]:
        payments.record_payment(call=call, amount=Decimal(10), received_on=TODAY, means=Means.CASH, by=None)
    codes = sorted(receipt.code for receipt in Receipt.objects.all())
    assert codes == [f"{TODAY.year}-0001", f"{TODAY.year}-0002", f"DEMO-{TODAY.year}-0001"]
