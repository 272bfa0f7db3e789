"""Who is in good standing on a day; how one leaves."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors import services as actors
from actors.enums import MembershipState
from actors.models import Actor, Membership
from memberships.models import Departure
from memberships.roll import Roll
from memberships.services import calling, standing
from memberships.services.errors import MembershipError
from network.audit.models import Entry
from network.taxonomy.enums import College
from tests.memberships.conftest import YEAR

TODAY = timezone.localdate()


def names(day, college=""):
    return [str(membership.actor) for membership in standing.roll(day, college)]


def leave(actor, last_day, by, **fields):
    fields = {"kind": "demission", "decided_on": last_day, **fields}
    return standing.depart(departure=Departure(actor=actor, last_day=last_day, **fields), by=by)


@pytest.fixture
def paid(call, pay):
    """The association, a member of the whole year."""
    pay(call)
    Membership.objects.filter(pk=call.membership_id).update(settled_on=date(YEAR, 1, 10))
    call.membership.refresh_from_db()
    return call


def test_the_roll_is_that_of_the_day(paid, town):
    Membership.objects.create(actor=town, year=YEAR, state=MembershipState.PAID, settled_on=date(YEAR, 1, 20), starts_on=date(YEAR, 1, 15))
    assert names(date(YEAR, 1, 9)) == []
    assert names(date(YEAR, 1, 10)) == ["Eau et jardins"]
    assert names(date(YEAR, 1, 20)) == ["Commune de Laval", "Eau et jardins"], "in the order of collèges"
    assert names(date(YEAR, 1, 20), College.NON_PROFIT) == ["Eau et jardins"]
    assert names(date(YEAR + 1, 1, 1)) == []


def test_a_day_that_is_past_has_the_words_of_that_day(paid, association, staff, formerly):
    """Renamed, moved to another collège, renamed again: the roll of the day before says what was true then."""
    formerly(association)
    Membership.objects.update(settled_on=None)
    for number, fields in enumerate(({"name": "Jardins", "college": College.BUSINESS, "kind": "entreprise"}, {"name": "Jardins du monde"})):
        changes = {name: [getattr(association, name), str(value)] for name, value in fields.items()}
        for name, value in fields.items():
            setattr(association, name, value)
        actors.update(actor=association, by=staff, changes=changes)
        Entry.objects.filter(pk=Entry.objects.latest("pk").pk).update(at=timezone.now() - timedelta(days=3 - number))
    before, between = TODAY - timedelta(days=4), TODAY - timedelta(days=3)
    assert [(str(m.actor), m.actor.college) for m in standing.roll(before)] == [("Eau et jardins", College.NON_PROFIT)]
    assert [(str(m.actor), m.actor.college) for m in standing.roll(between)] == [("Jardins", College.BUSINESS)]
    assert names(TODAY) == ["Jardins du monde"]
    assert names(before, College.NON_PROFIT) == ["Eau et jardins"]
    assert names(before, College.BUSINESS) == names(TODAY, College.NON_PROFIT) == []
    assert (Roll(TODAY).caution, "de ce jour-là" in Roll(before).caution, "à venir" in Roll(TODAY + timedelta(days=1)).caution) == (
        "",
        True,
        True,
    )


def test_a_resignation_ends_the_membership_on_its_day(paid, association, staff):
    last = date(YEAR, 3, 31)
    departure = leave(association, last, staff)
    assert Actor.objects.members(last).exists()
    assert not Actor.objects.members(last + timedelta(days=1)).exists()
    assert names(last) == ["Eau et jardins"]
    assert names(last + timedelta(days=1)) == []
    standing.undo_departure(departure=departure, by=staff)
    assert names(last + timedelta(days=1)) == ["Eau et jardins"]
    with pytest.raises(MembershipError, match="déjà annulé"):
        standing.undo_departure(departure=departure, by=staff)


def test_an_exclusion_has_a_body_and_a_reason(paid, association, staff):
    for fields in ({"body": "", "reason": "motif"}, {"body": "ca", "reason": " "}):
        with pytest.raises(MembershipError, match="instance"):
            leave(association, date(YEAR, 3, 31), staff, kind="radiation", **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Departure.objects.create(actor=association, kind="radiation", decided_on=TODAY, last_day=TODAY)
    assert leave(association, date(YEAR, 3, 31), staff, kind="radiation", body="ag", reason="cotisations impayées").pk


def test_later_memberships_are_cancelled_unless_paid(paid, association, staff):
    later = Membership.objects.create(actor=association, year=YEAR + 1)
    leave(association, date(YEAR, 12, 31), staff)
    later.refresh_from_db()
    assert later.state == MembershipState.CANCELLED
    assert "démission" in later.reason


def test_a_departure_is_recorded_once_a_year(paid, association, staff):
    leave(association, date(YEAR, 3, 31), staff)
    with pytest.raises(MembershipError, match="déjà enregistré"):
        leave(association, date(YEAR, 4, 30), staff)


def test_waivers_and_cancellations_say_why(call, staff):
    with pytest.raises(MembershipError, match="motif"):
        standing.waive(membership=call.membership, reason="", by=staff)
    waived = standing.waive(membership=call.membership, reason="échange d’adhésions", by=staff)
    assert (waived.state, waived.settled_on, waived.reason) == (MembershipState.WAIVED, TODAY, "échange d’adhésions")
    assert names(TODAY) == ["Eau et jardins"]
    cancelled = standing.cancel(membership=call.membership, reason="erreur", by=staff)
    assert (cancelled.state, cancelled.settled_on) == (MembershipState.CANCELLED, None)
    assert names(TODAY) == []


def test_the_sum_of_paid_fees_is_of_the_membership_year(call, pay, association, staff, scale):
    pay(call, "10")
    pay(call, "5")
    assert standing.paid_fees(YEAR) == 15
    assert standing.paid_fees(YEAR - 1) == 0
    assert calling.preview(year=YEAR + 1).ready == []
