"""The scale: what each actor is asked, what PostgreSQL refuses, how a year is copied."""

import pytest
from django.db import IntegrityError, transaction

from actors.enums import Kind
from actors.models import Actor
from memberships.enums import Measure
from memberships.models import FeeScale
from memberships.services.calling import READ
from memberships.services.errors import MembershipError
from memberships.services.scales import Scale, copy_year, save_scale
from network.audit.models import Entry
from network.taxonomy.enums import College
from tests.memberships.conftest import YEAR


def quote(actor):
    return Scale(YEAR).quote(Actor.objects.select_related(*READ).get(pk=actor.pk))


def test_each_is_asked_by_its_own_line(association, town, make_actor, world):
    region = make_actor("Région", slug="region", college=College.LOCAL_AUTHORITY, kind=Kind.REGION)
    big = make_actor("Nantes", slug="nantes", college=College.LOCAL_AUTHORITY, kind=Kind.MUNICIPALITY, municipality=world["nantes"])
    firm = make_actor("Fil", slug="fil", college=College.BUSINESS, kind=Kind.COOPERATIVE)
    asked = {str(actor): str(quote(actor).scale.amount) for actor in (association, town, region, big, firm)}
    assert asked == {"Eau et jardins": "30.00", "Commune de Laval": "120.50", "Région": "250.00", "Nantes": "900.00", "Fil": "150.00"}
    assert quote(town).size == 50_000


def test_why_there_is_no_fee_is_said(scale, make_actor):
    school = make_actor("Lycée", slug="lycee", college=College.EDUCATION, kind=Kind.UPPER_SECONDARY)
    poor = make_actor("Sans budget", slug="sans-budget")
    lost = make_actor("Commune perdue", slug="perdue", college=College.LOCAL_AUTHORITY, kind=Kind.MUNICIPALITY)
    assert "aucun barème" in quote(school).problem
    assert "budget annuel non déclaré" in quote(poor).problem
    assert "population inconnue" in quote(lost).problem


def test_a_size_outside_every_bracket_is_said(association):
    association.billing.budget = 2_000_000
    association.billing.save()
    assert "aucune tranche" in quote(association).problem
    assert "2\u00a0000\u00a0000" in quote(association).problem


@pytest.mark.parametrize(
    "fields",
    [
        {"size_from": 40_000, "size_to": 60_000},  # overlaps
        {"measure": Measure.POPULATION, "size_from": 900_000},  # another measure
        {"size_from": 800_000, "size_to": 700_000},  # ends before it begins
        {"size_from": 900_000, "amount": 0},
    ],
)
def test_postgresql_refuses_a_scale_that_says_two_things(scale, fields):
    line = {"year": YEAR, "college": College.NON_PROFIT, "measure": Measure.BUDGET, "amount": 10, **fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeScale.objects.create(**line)


def test_a_year_is_copied_once(scale, staff):
    lines = copy_year(origin=YEAR, year=YEAR + 1, by=staff)
    assert [line.amount for line in lines] == [line.amount for line in FeeScale.objects.filter(year=YEAR)]
    with pytest.raises(MembershipError, match="a déjà un barème"):
        copy_year(origin=YEAR, year=YEAR + 1, by=staff)
    with pytest.raises(MembershipError, match="pas de barème"):
        copy_year(origin=2001, year=2002, by=staff)


def test_a_line_that_calls_were_made_by_does_not_change(call, staff):
    call.scale.amount = 99
    with pytest.raises(MembershipError, match="ne change plus"):
        save_scale(scale=call.scale, by=staff)
    assert not Entry.objects.about(call.scale).exists()


def test_a_line_reads_as_one_says_it(scale):
    assert scale[1].words == f"Barème {YEAR}, Collectivités territoriales, Commune, moins de 100\u00a0000\u00a0habitants"
    assert scale[2].bracket == "100\u00a0000\u00a0habitants et plus"
    assert scale[0].bracket == "forfait"
