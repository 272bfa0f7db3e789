"""Merges, edits and requests in the same moment: one after the other, none lost, nobody waits in a circle."""

from threading import Barrier, Event, Thread
from time import sleep

import pytest
from django.db import connection, transaction

from actors.enums import MembershipState
from actors.models import Actor, Membership, Merge, Representation
from actors.services.merging import MergeError, Outdated, gather, merge, stamp
from actors.services.parting import undo
from network.moderation.services import publish
from tests.actors.test_admin import form, page_of, seen


def together(*acts):
    """Do these in threads that start in the same moment. Returns what each raised, or None."""
    start, raised = Barrier(len(acts)), [None] * len(acts)

    def run(n, act):
        try:
            start.wait(10)
            act()
        except Exception as error:
            raised[n] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


def merging(winner, loser, by):
    return lambda: merge(winner=winner, loser=loser, by=by)


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_merges_of_one_pair_one_is_done(transactional_db, make_actor, staff, attempt):
    one, two = make_actor("Un"), make_actor("Deux")
    raised = together(merging(one, two, staff), merging(two, one, staff), merging(one, two, staff), merging(two, one, staff))
    assert sum(error is None for error in raised) == 1
    assert all(isinstance(error, MergeError) for error in raised if error)
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_merges_in_a_circle_end_and_no_address_runs_in_one(transactional_db, make_actor, staff, client, attempt):
    actors = [make_actor(f"Acteur {n}", slug=f"a{n}") for n in range(4)]
    raised = together(*(merging(actors[n], actors[(n + 1) % 4], staff) for n in range(4)))
    assert all(isinstance(error, MergeError) for error in raised if error), raised
    standing = Actor.objects.filter(merged_into=None)
    assert standing.count() == 4 - sum(error is None for error in raised)
    for actor in Actor.objects.exclude(merged_into=None).select_related("merged_into"):
        assert actor.merged_into.merged_into is None
        assert client.get(f"/annuaire/{actor.slug}/")["Location"] == f"/annuaire/{actor.merged_into.slug}/"


def test_a_merge_and_an_undoing_at_once_end_well(transactional_db, make_actor, staff):
    one, two, three = make_actor("Un"), make_actor("Deux"), make_actor("Trois")
    done = merge(winner=two, loser=one, by=staff)
    raised = together(merging(three, two, staff), lambda: undo(merge=done, by=staff))
    assert all(error is None or isinstance(error, MergeError) for error in raised), raised
    assert any(error is None for error in raised)
    for actor in Actor.objects.exclude(merged_into=None).select_related("merged_into"):
        assert actor.merged_into.merged_into is None


def test_a_merge_waits_for_the_edit_under_way_and_then_knows_of_it(transactional_db, make_actor, staff):
    one, two = make_actor("Un"), make_actor("Deux")
    versions, edited = {actor.pk: stamp(actor) for actor in (one, two)}, Event()

    def edit():
        with transaction.atomic():
            actor = Actor.objects.select_for_update().get(pk=two.pk)
            edited.set()
            sleep(0.3)
            actor.presentation = "Juste avant."
            actor.save()
        connection.close()

    thread = Thread(target=edit)
    thread.start()
    edited.wait(10)
    with pytest.raises(Outdated):
        merge(winner=one, loser=two, by=staff, seen=versions)
    thread.join()
    assert Actor.objects.get(pk=two.pk).presentation == "Juste avant."


def test_a_save_that_waited_for_a_merge_keeps_what_was_typed_and_writes_nothing(transactional_db, client_of, make_actor, staff):
    one, two = make_actor("Un"), make_actor("Deux")
    desk, held = client_of(staff), Event()
    mark = seen(desk, two)

    def merge_slowly():
        with transaction.atomic():
            merge(winner=one, loser=two, by=staff)
            held.set()
            sleep(0.3)
        connection.close()

    thread = Thread(target=merge_slowly)
    thread.start()
    held.wait(10)
    answer = desk.post(page_of(two), form(presentation="Ma longue phrase.", seen=mark))
    thread.join()
    assert "Ma longue phrase." in answer.text
    assert "a été fusionnée avec" in answer.text
    assert not Actor.objects.filter(presentation="Ma longue phrase.").exists()


def test_a_publication_that_waited_for_a_merge_says_so(transactional_db, make_actor, staff):
    one, two = make_actor("Un"), make_actor("Deux", state="draft", published_at=None)
    raised = together(merging(one, two, staff), lambda: publish(thing=Actor.objects.get(pk=two.pk), by=staff))
    two.refresh_from_db()
    if raised[0] is None:
        assert (two.state, two.merged_into) == ("archived", one)
    assert all(error is None or "fusionnée avec" in str(error) for error in raised), raised


def test_what_is_tied_to_a_sheet_in_the_moment_of_its_merge_follows(transactional_db, make_actor, member, staff):
    one, two = make_actor("Un"), make_actor("Deux")
    Membership.objects.create(actor=one, year=2026, state=MembershipState.PAID)
    aside = Membership.objects.create(actor=two, year=2026)
    done = merge(winner=one, loser=two, by=staff)
    late = Representation.objects.create(user=member, actor=two)
    assert gather() == 1
    late.refresh_from_db(), aside.refresh_from_db()
    assert (late.actor, aside.actor) == (one, two)
    assert gather() == 0
    undo(merge=done, by=staff)
    late.refresh_from_db()
    assert late.actor == two
