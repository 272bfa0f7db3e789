"""What was said, what is to do next: the verbs, their traces and what PostgreSQL itself refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors.models import Contact
from crm import services
from crm.models import Interaction, Task
from crm.services import CrmError
from network.audit.models import Entry


def test_an_exchange_keeps_its_people_and_its_trace(talk, actor, contact, staff, colleague):
    done = talk(notes="Un puits de plus.", contacts=[contact], team=[staff, colleague])
    assert (list(done.actors.all()), list(done.contacts.all())) == ([actor], [contact])
    assert set(done.team.all()) == {staff, colleague}
    entry = Entry.objects.about(done).get()
    assert (entry.verb, entry.by, entry.changes) == ("consigner", staff, {}), "what was said is not copied into the trail"


def test_its_next_step_is_a_task(talk, actor, staff, colleague):
    day = timezone.localdate() + timedelta(days=10)
    done = talk(next_step="Envoyer le modèle", next_due=day, next_owner=colleague)
    task = Task.objects.get()
    assert (task.title, task.due, task.owner, task.actor, task.interaction) == ("Envoyer le modèle", day, colleague, actor, done)
    talk(next_step="Rappeler", next_due=day)
    assert Task.objects.get(title="Rappeler").owner == staff, "mine unless said otherwise"


def test_it_settles_a_task(talk, promise, staff):
    task = promise()
    talk(done=task)
    task.refresh_from_db()
    assert task.is_done
    assert task.done_by == staff
    talk(done=task)  # done already: nothing to say


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"next_step": "Rappeler"}, "Donnez une échéance"),
        ({"next_due": timezone.localdate()}, "Écrivez ce qu’il faut faire"),
        ({"actors": []}, "Choisissez au moins un acteur"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(staff, actor, given, words):
    with pytest.raises(CrmError, match=words):
        services.record_interaction(interaction=Interaction(subject="x"), **{"actors": [actor], "by": staff, **given})
    assert not Interaction.objects.exists()
    assert not Task.objects.exists()


def test_people_are_of_these_organisations_and_of_the_team(talk, make_actor, member):
    stranger = Contact.objects.create(actor=make_actor("Autre"), name="Dominique Exemple")
    with pytest.raises(CrmError, match="Dominique Exemple"):
        talk(contacts=[stranger])
    with pytest.raises(CrmError, match="l’équipe"):
        talk(team=[member])
    with pytest.raises(CrmError, match="l’équipe"):
        talk(next_step="x", next_due=timezone.localdate(), next_owner=member)


def test_a_task_is_done_once_by_somebody_and_can_be_reopened(promise, staff, colleague):
    task = promise(days=-4)
    assert task.days_late(timezone.localdate()) == 4
    services.complete(task=task, by=colleague)
    with pytest.raises(CrmError, match="déjà faite"):
        services.complete(task=task, by=staff)
    task.refresh_from_db()
    assert task.done_by == colleague
    assert task.days_late(timezone.localdate()) == 0
    services.reopen(task=task, by=staff)
    with pytest.raises(CrmError, match="encore à faire"):
        services.reopen(task=task, by=staff)
    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (None, None)
    assert list(Entry.objects.about(task).order_by("pk").values_list("verb", flat=True)) == ["créer", "faire", "rouvrir"]


def test_a_task_is_entrusted_to_the_team_alone(promise, member):
    with pytest.raises(CrmError, match="personne de l’équipe"):
        promise(owner=member)


def test_postgresql_keeps_who_did_it_with_when(promise, staff):
    task = promise()
    for fields in ({"done_by": staff}, {"title": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=task.pk).update(**fields)


def test_what_is_removed_leaves_its_trace_and_its_tasks(talk, staff):
    done = talk(next_step="Suite", next_due=timezone.localdate())
    services.remove_interaction(interaction=done, by=staff)
    assert Task.objects.get().interaction is None
    assert Entry.objects.filter(verb="supprimer").get().label == "Point annuel"


def test_tasks_are_read_by_their_day(promise, colleague):
    today = timezone.localdate()
    late, now, soon, far = (promise(str(days), days) for days in (-1, 0, 6, 30))
    theirs, nobody_s = promise("à elle", owner=colleague), promise("à personne", owner=None)
    done = promise("faite")
    services.complete(task=done, by=colleague)
    assert set(Task.objects.due(today)) == {late, now, theirs, nobody_s}
    assert list(Task.objects.overdue(today)) == [late]
    assert set(Task.objects.soon(today)) == {late, now, soon, theirs, nobody_s}
    assert set(Task.objects.open().of(colleague)) == {theirs, nobody_s}
    assert far in Task.objects.open()


def test_merging_two_sheets_takes_their_memory_along(talk, promise, actor, make_actor, contact, staff):
    from actors.services.merging import merge

    winner = make_actor("Alliance Loire Bénin")
    both = talk("Avec les deux", actors=[actor, winner], contacts=[contact])
    alone = talk("Avec l’une", contacts=[contact])
    task = promise(actor=actor)
    merge(winner=winner, loser=actor, by=staff)
    task.refresh_from_db()
    assert task.actor == winner
    assert set(winner.interactions.all()) == {both, alone}
    assert list(alone.contacts.all()) == [contact]
