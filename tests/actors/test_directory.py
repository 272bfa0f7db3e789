"""The directory's facets, counts, freshness and what it never shows."""

import itertools
from dataclasses import replace

import pytest
from django.http import QueryDict
from django.utils import timezone

from actors.enums import MembershipState, Way
from actors.listing import directory
from actors.models import Actor, Membership, PublicGrant, SearchEntry
from network.directory.statement import Whole
from network.directory.versions import version
from network.moderation.enums import State
from network.taxonomy.enums import College


def shown(address=""):
    return directory.shown("/annuaire/", QueryDict(address))


def names(address=""):
    return [card["name"] for _, _, card in shown(address).page[2]]


@pytest.fixture
def sheets(make_actor, world):
    """Sixteen actors over every combination of two collèges, two communes, two countries, two themes."""
    combinations = itertools.product(
        (College.NON_PROFIT, College.LOCAL_AUTHORITY), ("nantes", "laval"), (["benin"], ["benin", "liban"]), (["wells"], ["school"])
    )
    actors = [
        make_actor(
            f"Structure {n:02}", college=college, municipality=world[place], ways=[Way.PROJECT] if n % 3 else [Way.ECSI],
            countries=[world[c] for c in countries], themes=[world[t] for t in themes],
        )
        for n, (college, place, countries, themes) in enumerate(combinations)
    ]  # fmt: skip
    Membership.objects.create(actor=actors[0], year=timezone.localdate().year, state=MembershipState.PAID)
    Membership.objects.create(actor=actors[1], year=timezone.localdate().year, state=MembershipState.CALLED)
    Membership.objects.create(actor=actors[2], year=timezone.localdate().year - 1, state=MembershipState.PAID)
    return actors


STATES = [
    "", "q=structure", "college=associations", "pays=liban&theme=forages", "pays=liban&pays=benin&departement=44&mode=ecsi",
    "q=structure&college=collectivites&region-du-monde=moyen-orient", "odd=6&epci=244400404", "membres=oui", "type=association&theme=eau",
]  # fmt: skip


@pytest.mark.parametrize("address", STATES)
def test_each_count_is_what_choosing_that_value_gives(sheets, address):
    state = shown(address)
    checked = 0
    for name, counts in state.page[1].items():
        for value, count in counts.items():
            query = state.query.url(values={**state.query.values, name: [value]}).partition("?")[2]
            assert shown(query).total == count, (name, value)
            checked += 1
    assert checked > 5


def test_values_of_a_facet_add_up_and_facets_narrow(sheets):
    assert shown("pays=benin").total == 16
    assert shown("pays=liban").total == 8
    assert shown("pays=liban&pays=benin").total == 16
    assert shown("pays=liban&departement=44").total == 4
    assert shown("theme=eau").total == 8, "an actor under « Forages » is under « Eau » too"


def test_members_are_those_whose_membership_covers_today(sheets):
    assert names("membres=oui") == [sheets[0].name]


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.ARCHIVED])
def test_what_is_not_published_is_nowhere(sheets, state):
    Actor.objects.filter(pk=sheets[0].pk).update(state=state, name="Confidentielle")
    assert shown().total == 15
    assert shown("q=confidentielle").total == 0
    assert not SearchEntry.objects.filter(actor=sheets[0]).exists()
    assert shown().page[1]["members"] == {}


def test_any_way_of_writing_shows_at_once(sheets, world):
    before = version("actors")
    assert shown("q=renommee").total == 0
    Actor.objects.filter(pk=sheets[3].pk).update(name="Renommée")
    assert names("q=renommée") == ["Renommée"]
    sheets[3].countries.clear()
    assert names("q=renommée&pays=benin") == []
    type(world["benin"]).objects.filter(slug="liban").update(name="Grand Liban")
    assert shown("q=grand liban").total == 7
    assert version("actors") > before


@pytest.mark.parametrize("way", ["add", "remove", "bulk"])
def test_the_countries_of_a_public_grant_make_a_newer_page(sheets, world, way):
    grant = PublicGrant.objects.create(actor=sheets[0], year=2023, funder="Région", amount=100, source="Essai", source_row=1)
    grant.countries.add(world["liban"])
    before = version("actors")
    if way == "add":
        grant.countries.add(world["benin"])
    elif way == "remove":
        grant.countries.clear()
    else:
        PublicGrant.countries.through.objects.update(country=world["benin"])
    assert version("actors") > before


def test_the_unfiltered_counts_are_never_older_than_the_data(sheets):
    assert shown().total == 16
    sheets[5].delete()
    assert shown().total == 15
    assert sum(shown().page[1]["college"].values()) == 15


def test_a_search_that_most_answer_counts_by_what_it_leaves_out(sheets):
    Actor.objects.filter(pk__in=[actor.pk for actor in sheets[:4]]).update(name="Autre")
    state = shown("q=structure")
    whole = Whole(state.version, *state.whole[:2])
    counted = state.statement.page(24)
    assert counted[0] == 12
    assert state.statement.page(24, whole) == counted
    # Counts of the whole list that are not of this very moment are not used.
    assert state.statement.page(24, replace(whole, version=whole.version - 1, counts={"college": {"associations": 99}})) == counted


def test_an_actor_is_deleted_with_its_entry(sheets):
    pk = sheets[0].pk
    sheets[0].delete()
    assert not SearchEntry.objects.filter(pk=pk).exists()


@pytest.mark.parametrize(
    "address",
    ["pays=atlantide", "page=0", "page=-1", "page=99999999999999999999", "page=abc", "emprise=1,2,3", "emprise=a,b,c,d",
     "emprise=nan,nan,nan,nan", "tri=hasard", "vue=zzz", "college=%00", "emprise=9,9,1,1", "theme=" + "x" * 500,
     "&".join(f"pays=p{n}" for n in range(200))],
)  # fmt: skip
def test_rubbish_in_the_address_is_left_out_not_an_error(sheets, address):
    assert shown(address).total == 16


def test_the_order_is_by_name_and_pages_do_not_repeat(make_actor):
    for n in range(30):
        make_actor("Même nom" if n % 2 else f"Autre {n:02}")
    first, second = shown(), shown("page=2")
    ids = [pk for pk, _, _ in first.page[2] + second.page[2]]
    assert len(ids) == len(set(ids)) == 30
    assert names()[0] == "Autre 00"


def test_a_corner_of_the_map_narrows_the_list(sheets):
    assert shown("emprise=-2,47,-1,47.5").total == 8


def test_the_map_counts_every_located_thing_once(sheets, make_actor):
    make_actor("Sans lieu")
    places, missing = shown().statement.places()
    assert sum(place[2] for place in places) == 16
    assert missing == 1


def test_a_theme_of_the_second_level_is_offered_once_the_first_is_chosen(client, make_actor, world):
    make_actor("Une", themes=[world["wells"]])
    make_actor("Deux", slug="deux", themes=[world["school"]])
    assert 'value="forages"' not in client.get("/annuaire/").text
    assert 'value="forages"' in client.get("/annuaire/?theme=eau").text
