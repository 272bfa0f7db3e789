"""Senders that die, several at once, and Redis away: no e-mail is lost and none leaves twice."""

import signal
import threading
import time
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings as django_settings
from django.db import connections
from django.utils import timezone

from network.notifications import delivery, tasks
from network.notifications.enums import Status
from network.notifications.models import Email
from tests.running import process, redis

pytestmark = pytest.mark.django_db(transaction=True)

SENDER = """
import django; django.setup()
from django.conf import settings
settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", {port}
settings.EMAIL_TIMEOUT = 60
from network.notifications import delivery
delivery.deliver(pk={pk})
"""


@pytest.fixture
def kill_a_sender(mail_server):
    """Starts a process that sends an e-mail, and kills it when the mail server reaches the step where it falls silent."""

    def start_and_kill(email, step):
        mail_server.moods[step] = mail_server.SILENT
        with process("-c", SENDER.format(port=mail_server.port, pk=email.pk)):
            assert mail_server.reached.wait(30), "the sender never came to this step"
        mail_server.moods.clear()
        Email.objects.filter(pk=email.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))

    return start_and_kill


def test_a_sender_killed_before_it_spoke_loses_nothing(write, mail_server, kill_a_sender):
    email = write()
    kill_a_sender(email, "greeting")
    assert Email.objects.get().status == Status.SENDING
    tasks.resend_due()
    assert (Email.objects.get().status, len(mail_server.received)) == (Status.SENT, 1)


def test_a_sender_killed_once_the_server_had_it_is_a_doubt_for_the_team(write, mail_server, kill_a_sender):
    email = write()
    kill_a_sender(email, "end")
    tasks.send_email(email.pk)  # Celery hands the task of a dead worker to another
    tasks.resend_due()
    assert (Email.objects.get().status, len(mail_server.received)) == (Status.DOUBTFUL, 1)


def test_many_senders_send_it_once(write, mail_server):
    emails = [write() for _ in range(4)]

    def send_all():
        for email in emails:
            delivery.deliver(pk=email.pk)
        connections.close_all()

    senders = [threading.Thread(target=send_all) for _ in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(mail_server.received) == 4
    assert set(Email.objects.values_list("status", flat=True)) == {Status.SENT}


def test_a_slow_sender_whose_claim_ran_out_does_not_speak_after_another(write, mail_server):
    email = write()
    slow = delivery._claim(email.pk)
    Email.objects.filter(pk=email.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    tasks.resend_due()
    assert delivery._converse(slow, delivery._message(slow), None) is None
    assert (Email.objects.get().status, len(mail_server.received)) == (Status.SENT, 1)


@pytest.fixture
def redis_of_ones_own(tmp_path):
    """A Redis that the test may stop, and Celery publishing to it."""
    path = tmp_path / "redis.sock"
    usual, current_app.conf.broker_url = current_app.conf.broker_url, f"redis+socket://{path}"
    with redis(path) as server:
        yield server
    current_app.conf.broker_url = usual


def _write_in_time(write):
    started = time.monotonic()
    email = write()
    assert time.monotonic() - started < 4  # one second of waiting, and a busy machine
    return email


def test_an_email_is_written_in_time_while_redis_is_gone_and_leaves_later(write, mail_server, redis_of_ones_own):
    redis_of_ones_own.kill()
    redis_of_ones_own.wait()
    emails = [_write_in_time(write), _write_in_time(write)]
    tasks.resend_due()
    assert len(mail_server.received) == len(emails)


def test_an_email_is_written_in_time_while_redis_hangs(write, mail_server, redis_of_ones_own):
    _write_in_time(write)
    redis_of_ones_own.send_signal(signal.SIGSTOP)
    _write_in_time(write)
    tasks.resend_due()
    assert len(mail_server.received) == 2


def test_the_periodic_job_is_in_the_timetable():
    task = django_settings.CELERY_BEAT_SCHEDULE["resend_due"]
    assert task["task"] == tasks.resend_due.name
    assert task["schedule"] <= 60
