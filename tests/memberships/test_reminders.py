"""Reminders: by step, each once, whatever asks for them; held when a person says so."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from memberships.models import Reminder
from memberships.services import calling, reminders, standing
from memberships.services.errors import MembershipError
from network.notifications.models import Email
from tests.memberships.conftest import YEAR


@pytest.fixture(autouse=True)
def steps(settings):
    """Fifteen and forty-five days past the date."""
    settings.MEMBERSHIPS = {**settings.MEMBERSHIPS, "reminders": [15, 45]}


def sent():
    return list(Email.objects.filter(kind="fee_reminder").order_by("pk").values_list("dedupe", flat=True))


def after(call, days):
    return reminders.remind(today=call.due_on + timedelta(days=days))


def test_each_step_leaves_once(call, member):
    assert [after(call, days) for days in (0, 14, 15, 16, 44, 45, 46, 400)] == [0, 0, 1, 0, 0, 1, 0, 0]
    assert sent() == [f"fee-reminder-{call.pk}-{step}-{member.email}" for step in (1, 2)]
    last = Email.objects.filter(kind="fee_reminder").latest("pk")
    assert "C’est la dernière relance" in last.text
    assert "30,00\u00a0€" in last.text


def test_missed_steps_are_not_sent_one_by_one(call):
    assert after(call, 60) == 1
    assert list(Reminder.objects.values_list("step", flat=True)) == [2]
    assert after(call, 61) == 0


def test_a_date_put_off_does_not_send_a_step_again(call):
    after(call, 15)
    call.due_on += timedelta(days=30)
    call.save()
    assert [after(call, days) for days in (15, 45)] == [0, 1]


def test_nobody_who_paid_was_waived_or_is_held_is_reminded(call, pay, staff, town):
    other = calling.call_one(actor=town, year=YEAR, by=staff)
    with pytest.raises(MembershipError, match="pourquoi"):
        calling.hold_reminders(call=call, reason="", by=staff)
    calling.hold_reminders(call=call, reason="mandat en cours", by=staff)
    standing.waive(membership=other.membership, reason="décision du CA", by=staff)
    assert after(call, 60) == 0
    calling.resume_reminders(call=call, by=staff)
    pay(call, "10")
    assert after(call, 60) == 1
    assert "20,00\u00a0€" in Email.objects.filter(kind="fee_reminder").get().text


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one(call):
    start, wrong = Barrier(4), []

    def work():
        start.wait()
        try:
            after(call, 20)
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (Reminder.objects.count(), len(sent()), wrong) == (1, 1, [])
