"""A member is an actor whose membership covers the day asked: the model, the directory, the sheet and the documents agree."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from actors.documents.entries import entry, readable
from actors.enums import MembershipState
from actors.listing import directory
from actors.models import Actor, Membership

TODAY = date(2026, 5, 20)
DAY = timedelta(days=1)
CASES = {
    "whole year": ({}, True),
    "joined today": ({"starts_on": TODAY}, True),
    "joins tomorrow": ({"starts_on": TODAY + DAY}, False),
    "leaves today": ({"ended_on": TODAY}, True),
    "left yesterday": ({"ended_on": TODAY - DAY}, False),
    "waived": ({"state": MembershipState.WAIVED}, True),
    "called": ({"state": MembershipState.CALLED}, False),
    "cancelled": ({"state": MembershipState.CANCELLED}, False),
    "last year": ({"year": 2025}, False),
    "next year": ({"year": 2027}, False),
}


@pytest.mark.parametrize(("fields", "expected"), CASES.values(), ids=CASES)
def test_everything_that_says_who_is_a_member_agrees(fields, expected, make_actor, client_of, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    actor = make_actor("Alliance")
    membership = Membership.objects.create(actor=actor, **{"year": 2026, "state": MembershipState.PAID, **fields})
    said = {
        "model": membership.covers(TODAY),
        "memberships": Membership.objects.covering(TODAY).exists(),
        "actors": Actor.objects.members(TODAY).exists(),
        "sheet": "membre en 2026" in client_of(None).get(actor.get_absolute_url()).text,
        "facet": directory.shown("/annuaire/", QueryDict("membres=oui")).total == 1,
        "card": directory.card(directory.shown("/annuaire/", QueryDict()).page[2][0][2])["is_member"],
        "document": entry(readable(Actor.objects.all()).get(), TODAY)["member"],
    }
    assert said == dict.fromkeys(said, expected)


def test_two_years_on_end_make_one_period(make_actor):
    actor = make_actor("Alliance")
    for year in (2025, 2026):
        Membership.objects.create(actor=actor, year=year, state=MembershipState.PAID)
    for day in (date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31)):
        assert Actor.objects.members(day).get() == actor
    assert not Actor.objects.members(date(2027, 1, 1)).exists()


@pytest.mark.parametrize("fields", [{"starts_on": date(2025, 12, 31)}, {"ended_on": date(2027, 1, 1)}])
def test_the_days_are_of_the_year(fields, make_actor):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(actor=make_actor(), year=2026, **fields)
