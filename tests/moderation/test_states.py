"""Draft → submitted → published → archived: what may follow what, and what it leaves behind."""

from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from actors.models import Actor
from network.audit.models import Entry
from network.moderation import services
from network.moderation.enums import State

D, S, P, A = State.DRAFT, State.SUBMITTED, State.PUBLISHED, State.ARCHIVED
ALLOWED = {
    (D, "submit"): S, (D, "publish"): P, (S, "publish"): P, (A, "publish"): P, (S, "refuse"): D, (D, "archive"): A, (S, "archive"): A,
    (P, "archive"): A,
}  # fmt: skip


def move(verb, thing, by):
    """One act, with a reason when it needs one."""
    return getattr(services, verb)(thing=thing, by=by, **({"reason": "Ajoutez un contact."} if verb == "refuse" else {}))


@pytest.mark.parametrize("verb", ["submit", "publish", "refuse", "archive"])
@pytest.mark.parametrize("state", State.values)
def test_each_act_from_each_state(make_actor, staff, state, verb):
    actor = make_actor("Alliance", state=state)
    after = ALLOWED.get((state, verb))
    if after is None:
        with pytest.raises(services.ModerationError, match="« Alliance » est à l’état"):
            move(verb, actor, staff)
    else:
        assert move(verb, actor, staff).state == after
    actor.refresh_from_db()
    assert actor.state == (after or state)
    entries = Entry.objects.about(actor)
    assert [(entry.by, entry.changes) for entry in entries] == ([(staff, {"state": [state, after]})] if after else [])


def test_a_refusal_carries_its_reason_until_the_next_proposal(make_actor, staff, member):
    actor = make_actor(state=S)
    services.refuse(thing=actor, by=staff, reason="  Ajoutez un contact. ")
    assert Actor.objects.get().refusal_reason == "Ajoutez un contact."
    services.submit(thing=actor, by=member)
    saved = Actor.objects.get()
    assert (saved.refusal_reason, saved.submitted_by) == ("", member)
    assert saved.submitted_at is not None


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_refusal_without_a_reason_is_no_refusal(make_actor, staff, reason):
    actor = make_actor(state=S)
    with pytest.raises(services.ModerationError, match="Écrivez le motif du refus"):
        services.refuse(thing=actor, by=staff, reason=reason)
    assert Actor.objects.get().state == S
    assert not Entry.objects.exists()


def test_a_publication_says_when_and_by_whom(make_actor, staff):
    actor = make_actor(state=D, published_at=None)
    services.publish(thing=actor, by=staff)
    saved = Actor.objects.get()
    assert saved.is_published
    assert saved.published_at is not None
    assert saved.published_by == staff


def test_an_act_changes_the_state_alone(make_actor, staff):
    actor = make_actor(state=D)
    Actor.objects.filter(pk=actor.pk).update(presentation="Écrit entre-temps.")
    services.publish(thing=actor, by=staff)
    assert Actor.objects.get().presentation == "Écrit entre-temps."


def test_the_act_and_its_trail_are_kept_together(make_actor, staff):
    actor = make_actor(state=D)

    def publish_and_fail():
        with transaction.atomic():
            services.publish(thing=actor, by=staff)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    assert Actor.objects.get().state == D
    assert not Entry.objects.exists()


def test_postgresql_refuses_a_publication_without_a_date(make_actor):
    actor = make_actor(state=D, published_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Actor.objects.filter(pk=actor.pk).update(state=P)


def test_of_twenty_acts_at_once_one_is_done(transactional_db, make_actor, staff):
    actor = make_actor(state=S)
    start, done = Barrier(20), []

    def act(verb):
        start.wait()
        try:
            move(verb, Actor.objects.get(pk=actor.pk), staff)
            done.append(verb)
        except services.ModerationError:
            pass
        finally:
            connection.close()

    threads = [Thread(target=act, args=["refuse"]) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == ["refuse"]
    assert Entry.objects.about(actor).count() == 1
