"""Merging on the team's desk: pairs are proposed, compared side by side, merged, told apart, parted again."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor, Distinct, Membership, Merge
from actors.pairs import count_pairs, possible_pairs
from actors.services.merging import merge
from network.moderation.enums import State
from tests.actors.test_admin import form, page_of, seen

PAIRS = "/admin/actors/actor/doublons/"


@pytest.fixture
def desk(client_of, staff):
    return client_of(staff)


@pytest.fixture
def two(make_actor, world):
    first = make_actor("Alliance Loire Bénin", slug="alliance", siren="503621526", confirmed_at=timezone.now(), countries=[world["benin"]])
    second = make_actor("Alliance Loire Bénin (Nantes)", slug="alb", municipality=world["nantes"], countries=[world["mali"]])
    return first, second


def compare(winner, loser):
    return reverse("admin:actors_actor_merge", args=[winner.pk, loser.pk])


def shown(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def posted(client, winner, loser, **fields):
    """What the browser posts of the page as it stands."""
    page = client.get(compare(winner, loser)).text
    form = {name: unescape(value) for name, value in re.findall(r'name="(seen-\d+)" value="([^"]*)"', page)}
    form |= {name: value for name, value in re.findall(r'name="(choice-\w+)" value="([^"]*)" checked', page)}
    form["other_names"] = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[1]).strip()
    return form | fields


# ---------------------------------------------------------------------------------- the pairs


@pytest.mark.parametrize(("one", "other", "reasons"), [
    ({"siren": "503621526"}, {"siret": "50362152600013"}, "même SIREN"),
    ({"rna": "W442001234"}, {"rna": "W442001234"}, "même numéro RNA"),
    ({"uai": "0440001M"}, {"uai": "0440001M"}, "même code UAI"),
])  # fmt: skip
def test_two_sheets_of_one_number_are_a_pair(make_actor, one, other, reasons):
    make_actor("Zèbres", **one), make_actor("Girafes", **other)
    pairs, total = possible_pairs()
    assert (total, pairs[0].reasons, pairs[0].certain) == (1, [reasons], True)


@pytest.mark.parametrize(("one", "other", "place", "pair"), [
    ("Univers’Sel", "Univer sel", "nantes", True),
    ("Comité de coopération amitié St-Nazaire Kribi", "Comité de coopération Saint-Nazaire – Kribi", "nantes", True),
    ("Comité de coopération amitié St-Nazaire Kribi", "Comité de coopération Saint-Nazaire – Kribi", "laval", False),
    ("Amis du Mali", "Amis du Bénin", "nantes", False),
    ("Alliance Loire Bénin", "Association Alliance Loire Bénin (Héric)", "laval", True),
])  # fmt: skip
def test_nearly_the_same_name_in_one_place_is_a_pair_and_the_same_name_anywhere(make_actor, world, one, other, place, pair):
    make_actor(one, municipality=world["nantes"]), make_actor(other, municipality=world[place])
    assert count_pairs() == pair


def test_a_pair_is_no_longer_proposed_once_told_apart_or_merged(desk, two, make_actor, staff):
    make_actor("Un", rna="W442001234"), make_actor("Deux", rna="W442001234")
    assert count_pairs() == 2
    address = reverse("admin:actors_actor_tell_apart", args=[two[1].pk, two[0].pk])
    assert desk.get(address).status_code == 405
    answer = desk.post(address, follow=True)
    assert "sont deux structures" in shown(answer)
    desk.post(address)
    assert Distinct.objects.get().by == staff
    assert count_pairs() == 1
    merge(winner=Actor.objects.get(name="Un"), loser=Actor.objects.get(name="Deux"), by=staff)
    assert count_pairs() == 0
    assert "Aucune paire" in shown(desk.get(PAIRS))


def test_the_pages_take_the_same_number_of_statements_whatever_their_length(desk, make_actor, django_assert_num_queries):
    make_actor("A", rna="W442001234"), make_actor("B", rna="W442001234")
    desk.get(PAIRS)
    with django_assert_num_queries(7) as first:
        desk.get(PAIRS)
    make_actor("C", rna="W442001234")
    with django_assert_num_queries(len(first)):
        desk.get(PAIRS)


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999", "99999999999", "٣", ""])
def test_any_page_of_the_pairs_opens(desk, two, page):
    assert desk.get(PAIRS, {"page": page}).status_code == 200


# ---------------------------------------------------------------------------------- the comparison


def test_the_comparison_says_in_numbers_what_will_move_and_writes_nothing(desk, two, member, neighbour, represent):
    winner, loser = two
    represent(member, winner), represent(neighbour, loser)
    Membership.objects.create(actor=winner, year=2026)
    Membership.objects.create(actor=loser, year=2026, state="paid")
    Membership.objects.create(actor=loser, year=2025, state="paid")
    words = shown(desk.get(compare(winner, loser))).replace("\xa0", " ")
    assert "2 adhésions, 1 représentant·e passent à « Alliance Loire Bénin »" in words
    assert "2026 : l’adhésion réglée est retenue, l’autre (appelée) est gardée à part." in words
    assert "/annuaire/alb/ , son logo et son PDF mèneront à /annuaire/alliance/" in words
    assert "2 responsables seront prévenu·es" in words
    assert not Actor.objects.exclude(merged_into=None).exists()


def test_what_is_chosen_heading_by_heading_is_what_the_sheet_says(desk, two):
    winner, loser = two
    form = posted(desk, winner, loser)
    assert form["choice-countries"] == "both"
    assert form["choice-seat"] == str(loser.pk)
    assert form["other_names"] == "Alliance Loire Bénin (Nantes)"
    answer = desk.post(compare(winner, loser), form | {"choice-countries": str(winner.pk), "other_names": "ALB"}, follow=True)
    assert "est fusionnée avec" in shown(answer)
    winner.refresh_from_db(), loser.refresh_from_db()
    assert loser.merged_into == winner
    assert [country.name for country in winner.countries.all()] == ["Bénin"]
    assert (winner.municipality.name, winner.other_names) == ("Nantes", "ALB")
    assert answer.redirect_chain[0][0] == reverse("admin:actors_merge_change", args=[Merge.objects.get().pk])


def test_the_two_change_places_and_the_choices_stay(desk, two):
    winner, loser = two
    form = posted(desk, winner, loser) | {"choice-name": str(loser.pk), "other_names": "Tapé", "_swap": "1"}
    page = desk.post(compare(winner, loser), form)
    assert Merge.objects.count() == 0
    assert f'action="{compare(loser, winner)}"' in page.text
    assert f'name="choice-name" value="{loser.pk}" checked' in page.text
    assert f'name="choice-seat" value="{loser.pk}" checked' in page.text
    assert "Tapé" in page.text


def test_an_edit_meanwhile_stops_the_merge_and_keeps_the_choices(desk, two):
    winner, loser = two
    form = posted(desk, winner, loser) | {"choice-name": str(loser.pk), "other_names": "Tapé"}
    loser.presentation = "Écrite entre-temps."
    loser.save()
    page = desk.post(compare(winner, loser), form)
    assert "a été modifiée pendant que vous compariez" in shown(page)
    assert "Écrite entre-temps." in page.text
    assert f'name="choice-name" value="{loser.pk}" checked' in page.text
    assert "Tapé" in page.text
    assert Merge.objects.count() == 0
    again = dict(re.findall(r'name="(seen-\d+)" value="([^"]*)"', page.text))
    assert desk.post(compare(winner, loser), form | again).status_code == 302
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("field", ["choice-name", "choice-logo", "other_names", "seen"])
@pytest.mark.parametrize("rubbish", ["x" * 5000, "\x00", "-1", "9" * 30, "<script>", "both", "'; DROP"])
def test_no_rubbish_is_a_server_error_nor_a_merge_of_something_else(desk, two, field, rubbish):
    winner, loser = two
    name = f"seen-{loser.pk}" if field == "seen" else field
    answer = desk.post(compare(winner, loser), posted(desk, winner, loser) | {name: rubbish})
    assert answer.status_code in {200, 302}
    assert "<script>" not in answer.text.replace("<script src", "")


def test_a_posted_extra_field_changes_nothing(desk, two):
    winner, loser = two
    desk.post(compare(winner, loser), posted(desk, winner, loser, slug="vole", state="draft", is_demo="on", merged_into="1"))
    winner.refresh_from_db()
    assert (winner.slug, winner.state, winner.is_demo, winner.merged_into) == ("alliance", State.PUBLISHED, False, None)


def test_two_ticked_rows_are_compared_the_better_one_first(desk, two, make_actor):
    draft = make_actor("Brouillon", state=State.DRAFT)
    chosen = {"action": "merge_selected", "_selected_action": [draft.pk, two[0].pk]}
    assert desk.post("/admin/actors/actor/", chosen)["Location"] == compare(two[0], draft)
    for wrong in ([draft.pk], [draft.pk, two[0].pk, two[1].pk]):
        answer = desk.post("/admin/actors/actor/", {**chosen, "_selected_action": wrong}, follow=True)
        assert "Cochez exactement deux fiches" in shown(answer)


def test_the_other_sheet_is_proposed_or_looked_for(desk, two, make_actor):
    make_actor("Tout autre chose")
    page = desk.get(reverse("admin:actors_actor_merge_with", args=[two[0].pk]), {"q": "autre chose"})
    assert "Alliance Loire Bénin (Nantes)" in shown(page)
    assert "Tout autre chose" in shown(page)
    assert "Fusionner avec…" in shown(desk.get(reverse("admin:actors_actor_change", args=[two[0].pk])))
    for term in ("\x00", "' OR 1=1", "zzz", "x" * 3000):
        assert desk.get(reverse("admin:actors_actor_merge_with", args=[two[0].pk]), {"q": term}).status_code == 200


# ---------------------------------------------------------------------------------- after it


@pytest.fixture
def done(two, staff):
    return merge(winner=two[0], loser=two[1], by=staff)


def test_a_merged_sheet_shows_its_merge_and_is_out_of_the_list(desk, done):
    answer = desk.get(reverse("admin:actors_actor_change", args=[done.loser.pk]))
    assert answer["Location"] == reverse("admin:actors_merge_change", args=[done.pk])
    assert "Elle peut être annulée jusqu’au" in shown(desk.get(answer["Location"]))
    listed = desk.get("/admin/actors/actor/").context["cl"].queryset
    assert list(listed) == [done.winner]
    assert list(desk.get("/admin/actors/actor/?fusion=oui").context["cl"].queryset) == [done.loser]


def test_what_somebody_was_writing_on_a_sheet_that_was_merged_is_not_lost_nor_saved(desk, two, staff):
    mark = seen(desk, two[1])
    done = merge(winner=two[0], loser=two[1], by=staff)
    for _ in range(2):
        answer = desk.post(page_of(two[1]), form(presentation="Ma longue phrase.", seen=mark))
        assert "Ma longue phrase." in answer.text
        assert "a été fusionnée avec" in shown(answer)
        mark = re.search(r'name="seen" value="([^"]*)"', answer.text)[1]
    assert Actor.objects.get(pk=done.loser.pk).presentation == ""


def test_the_way_back_says_what_returns_and_is_taken_by_post_alone(desk, done):
    address = reverse("admin:actors_merge_undo", args=[done.pk])
    Actor.objects.filter(pk=done.winner.pk).update(municipality=None)
    words = shown(desk.get(address)).replace("\xa0", " ")
    assert "retrouve son adresse /annuaire/alb/" in words
    assert "Modifié depuis, et donc gardé tel quel : Siège." in words
    assert Merge.objects.get().undone_at is None
    assert "sont de nouveau deux fiches" in shown(desk.post(address, follow=True))
    assert Merge.objects.get().undone_at
    assert "Cette fusion est déjà annulée." in shown(desk.post(address))


def test_merging_is_for_those_who_may_change_sheets(client_of, two, member, staff, represent, done):
    represent(member, two[0])
    staff.is_superuser = False
    staff.save()
    addresses = [
        PAIRS, compare(*two), reverse("admin:actors_actor_merge_with", args=[two[0].pk]),
        reverse("admin:actors_merge_undo", args=[done.pk]), reverse("admin:actors_merge_change", args=[done.pk]),
    ]  # fmt: skip
    for address in addresses:
        for person in (member, staff, None):
            assert client_of(person).get(address).status_code in {302, 403, 404}
            assert client_of(person).post(address).status_code in {302, 403, 404}
    assert Merge.objects.get().undone_at is None


def test_a_sheet_that_does_not_exist_is_compared_with_none(desk, two):
    for one, other in ((two[0].pk, 999999), (999999, two[0].pk), (two[0].pk, two[0].pk), (10**30, two[0].pk)):
        assert desk.get(f"/admin/actors/actor/{one}/fusionner/{other}/").status_code == 404
