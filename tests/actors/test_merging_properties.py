"""Whatever two sheets say and whatever points to them: a merge loses no row, and its undoing gives both back as they were."""

from random import Random

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from actors.enums import Kind, Way
from actors.merging.fields import BOTH, HEADINGS, MINE, THEIRS
from actors.merging.relations import GenericRelation, relations
from actors.merging.rules import kept
from actors.models import Actor
from actors.services.merging import merge
from actors.services.parting import undo
from network.audit.models import Entry
from network.moderation.enums import State
from network.taxonomy.enums import College
from tests.actors.dump import everything
from tests.actors.rows import add
from tests.actors.test_merging import OURS

MOVED = [relation for relation in relations() if not kept(relation)]
EASY = settings(
    max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], derandomize=True
)


def sheet(draw, number, world):
    """A sheet that says this or that."""
    text = st.sampled_from(["", "court", "un peu plus long"])
    state = draw(st.sampled_from(list(State)))
    actor = Actor.objects.create(
        name=f"Acteur {number}", slug=f"acteur-{number}",
        college=draw(st.sampled_from(list(College))), kind=draw(st.sampled_from(list(Kind))),
        acronym=draw(text), other_names=draw(st.sampled_from(["", "Un, Deux", "Acteur 1"])), presentation=draw(text), street=draw(text),
        siren=draw(st.sampled_from(["", "503621526"])), place=draw(text), ways=draw(st.lists(st.sampled_from(list(Way)), unique=True)),
        languages=draw(st.lists(st.sampled_from(["français", "bambara"]), unique=True)), founded=draw(st.sampled_from([None, 1987])),
        municipality=draw(st.sampled_from([None, world["nantes"], world["laval"]])), state=state,
        published_at=draw(st.datetimes(timezones=st.timezones())) if state == State.PUBLISHED else None,
    )  # fmt: skip
    actor.countries.set(draw(st.lists(st.sampled_from([world["benin"], world["mali"]]), unique=True)))
    actor.themes.set(draw(st.lists(st.sampled_from([world["water"], world["wells"]]), unique=True)))
    return actor


def pointing():
    """{relation: the keys of every row that points to some actor}."""
    return {relation.name: set(_pointing(relation).values_list("pk", flat=True)) for relation in MOVED}


def _pointing(relation):
    rows = relation.model._base_manager
    if isinstance(relation, GenericRelation):
        return rows.filter(**{relation.field.ct_field: ContentType.objects.get_for_model(Actor)})
    return rows.exclude(**{relation.field.attname: None})


def trail(keys):
    """The lines of the trail `keys`, with what they are about."""
    return sorted(Entry.objects.filter(pk__in=keys).values_list("pk", "object_id", "verb"))


@EASY
@given(data=st.data())
def test_a_merge_loses_no_row_and_its_undoing_gives_back_all(data, db, world, staff, member, neighbour):
    with transaction.atomic():
        actors = [sheet(data.draw, number, world) for number in range(3)]
        for _ in range(data.draw(st.integers(0, 14))):
            relation, actor = data.draw(st.sampled_from(MOVED)), data.draw(st.sampled_from(actors[:2]))
            if relation.model is not Actor:
                add(relation, actor, lambda choices: data.draw(st.sampled_from(choices)))
        choices = {heading.name: data.draw(st.sampled_from([MINE, THEIRS, *([BOTH] if heading.united else [])])) for heading in HEADINGS}
        before, rows = everything(without=OURS), pointing()
        lines = trail(rows["audit.Entry.target"])
        done = merge(winner=actors[0], loser=actors[1], by=staff, choices=data.draw(st.sampled_from([None, choices])))
        after = pointing()
        assert all(rows[name] <= after[name] for name in rows), "a row is gone"
        kept_apart = {(row["relation"], row["pk"]) for row in done.kept}
        for relation in MOVED:
            left = set(relation.rows(actors[1]).values_list("pk", flat=True)) & rows[relation.name]
            assert left <= {pk for name, pk in kept_apart if name == relation.name}, f"{relation.name} stayed without a word"
        undo(merge=done, by=staff)
        assert everything(without=OURS) == before
        assert trail(rows["audit.Entry.target"]) == lines
        transaction.set_rollback(True)


@pytest.mark.parametrize("relation", MOVED, ids=lambda relation: relation.name)
def test_chance_makes_rows_of_every_relation(relation, db, world, staff, make_actor):
    actor = make_actor()
    pick = Random(relation.name).choice
    made = relation.model is Actor or any(add(relation, actor, pick) for _ in range(60))
    assert made, "teach tests/actors/rows.py what the columns of this model need: the property above says nothing of it"
