"""One e-mail a day to whoever has tasks due, never two."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm import services
from crm.tasks import remind
from network.notifications.models import Email


def test_each_owner_gets_one_email_with_what_is_due(promise, actor, staff, colleague):
    promise("En retard", -3, actor=actor)
    promise("Aujourd’hui", 0)
    promise("Demain", 1)
    promise("À elle", 0, owner=colleague)
    promise("À personne", 0, owner=None)
    done = promise("Faite", 0)
    services.complete(task=done, by=staff)
    assert services.remind() == 2
    mine, theirs = Email.objects.get(user=staff), Email.objects.get(user=colleague)
    assert mine.subject == "Vos tâches du jour\u00a0: 2"
    assert "dont 1 en retard" in mine.text
    assert "En retard (Alliance)" in mine.text
    for absent in ("Demain", "À elle", "À personne", "Faite"):
        assert absent not in mine.text + mine.html
    assert "À elle" in theirs.text


def test_asked_twice_it_writes_once_a_day(promise):
    promise()
    today = timezone.localdate()
    assert services.remind(on=today) == 1
    assert services.remind(on=today) == 0
    remind()
    assert Email.objects.count() == 1
    assert services.remind(on=today + timedelta(days=1)) == 1


def test_postgresql_itself_refuses_a_second_one(promise, staff):
    promise()
    services.remind()
    first = Email.objects.get()
    with pytest.raises(IntegrityError):
        Email.objects.create(kind="tasks_due", to=staff.email, dedupe=first.dedupe, message_id="<autre>")


def test_whoever_left_the_team_gets_none(promise, colleague):
    promise(owner=colleague)
    for fields in ({"is_staff": False}, {"is_active": False, "is_staff": True}):
        type(colleague).objects.filter(pk=colleague.pk).update(**fields)
        assert services.remind() == 0


def test_nothing_due_writes_nothing(promise):
    promise(days=3)
    assert services.remind() == 0
    assert not Email.objects.exists()


def test_it_costs_the_same_for_one_task_and_for_many(promise):
    counts = []
    for more in (1, 5):
        for n in range(more):
            promise(f"{n}")
        on = timezone.localdate() + timedelta(days=more)
        with CaptureQueriesContext(connection) as queries:
            services.remind(on=on)
        counts.append(len(queries))
    assert counts[0] == counts[1]
