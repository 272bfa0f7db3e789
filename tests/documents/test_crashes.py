"""Workers killed in the middle of a document, Redis away, a full disk: nothing is lost, nothing is half there."""

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from hashlib import sha256

import pytest
from celery import current_app
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.documents import services, tasks
from network.documents.enums import State
from network.documents.models import Document
from tests.running import environment, process, redis

pytestmark = pytest.mark.django_db(transaction=True)

CELERY = ("-m", "celery", "-A", "network")
AGAIN = 60  # seconds within which a document must be in other hands; the processes of these tests are in a hurry
IN_A_HURRY = {"DJANGO_SETTINGS_MODULE": "tests.documents.in_a_hurry"}
ACTORS = 60  # some seconds of work


@pytest.fixture
def queue(tmp_path):
    """A Redis of the test's own, and Celery publishing to it; yields its address for workers."""
    path = tmp_path / "redis.sock"
    usual, current_app.conf.broker_url = current_app.conf.broker_url, f"redis+socket://{path}?virtual_host=0"
    with redis(path) as server:
        server.address = f"unix://{path}?db=0"
        yield server
    current_app.conf.broker_url = usual


@pytest.fixture
def worker(queue, settings, workroom, tmp_path):
    """Starts real workers; all are killed at the end."""

    @contextmanager
    def start(name):
        with process(*CELERY, "worker", "-P", "prefork", "-c", "1", "-n", f"{name}@%h", "-l", "warning", **variables) as parent:
            yield parent

    variables = {"REDIS_URL": queue.address, "MEDIA_ROOT": str(settings.MEDIA_ROOT), "DOCUMENTS_DIR": str(workroom), **IN_A_HURRY}
    with process(*CELERY, "beat", "-s", str(tmp_path / "timetable"), "-l", "warning", **variables):
        yield start


@pytest.fixture
def directory(make_actor, world):
    """A directory that takes some seconds to print."""
    words = "Nous agissons pour l’eau, l’école et la santé avec nos partenaires depuis vingt ans. " * 12
    for number in range(ACTORS):
        make_actor(
            f"Structure {number:03}",
            presentation=words,
            municipality=world["nantes" if number % 2 else "laval"],
            countries=[world["benin"]],
        )


class Watch:
    """Looks at a document as a person would, and at the disk, until it is over; whatever is served must be whole."""

    def __init__(self, document, media):
        self.document, self.media, self.client, self.served = document, media, Client(), set()

    def look(self):
        self.document.refresh_from_db()
        was_ready = self.document.is_ready
        response = self.client.get(reverse("documents:file", args=[self.document.pk]))
        self.document.refresh_from_db()
        if response.status_code == 200:
            body = b"".join(response.streaming_content)
            assert self.document.is_ready
            assert sha256(body).hexdigest() == self.document.checksum
            assert body.rstrip().endswith(b"%%EOF")
            self.served.add(self.document.checksum)
        else:
            assert response.status_code == 404
            assert not was_ready
        return self.document

    def until(self, reached, seconds, why):
        deadline = time.monotonic() + seconds
        while not reached(self.look()):
            assert time.monotonic() < deadline, f"{why}: {self.document.state}, {self.document.error}"
            time.sleep(0.1)

    def files(self):
        return [path for path in self.media.glob("documents/*/*.pdf") if path.parent.name != "drafts"]


def in_the_middle(document):
    """Whether a worker is at it and chapters are done."""
    return document.state == State.RUNNING and document.done > 0


def kill(document, parent, *, child, whole):
    """Kill the process that makes the document, the one that feeds it, or both, without a word."""
    if whole:
        os.kill(parent.pid, signal.SIGKILL)
    if child:
        with suppress(ProcessLookupError):
            os.kill(int(document.worker.rpartition(":")[2]), signal.SIGKILL)


@pytest.mark.parametrize(("child", "whole"), [(True, False), (False, True), (True, True)], ids=["child", "parent", "both"])
def test_a_document_survives_the_death_of_its_worker(worker, directory, settings, child, whole):
    document = services.request_document(kind="annuaire", data=QueryDict(""))
    watch = Watch(document, settings.MEDIA_ROOT)
    with worker("first") as parent:
        watch.until(in_the_middle, 120, "never begun")
        kill(watch.document, parent, child=child, whole=whole)
        killed, attempts = time.monotonic(), watch.document.attempts
        with worker("second") if whole else contextmanager(lambda: (yield))():
            watch.until(lambda d: d.attempts > attempts or d.is_ready, AGAIN, "nobody took it up")
            watch.until(lambda d: d.is_ready, 120, "never finished")
    assert time.monotonic() - killed < 180
    watch.look()  # it may have become ready just after it was asked for
    assert watch.served == {watch.document.checksum}
    assert watch.files() == [watch.document.path], "one file, no half of another"
    assert watch.document.subjects


def test_a_document_is_asked_for_in_time_while_redis_is_gone_and_made_later(trial, queue, worked):
    queue.kill()
    queue.wait()
    started = time.monotonic()
    document = services.request_document(kind="essai", data=QueryDict("text=a"))
    assert time.monotonic() - started < 4
    assert document.state == State.QUEUED
    services.call_overlooked()  # nobody to call: nothing breaks
    assert worked(document).is_ready


def test_a_document_is_asked_for_in_time_while_redis_hangs(trial, queue):
    queue.send_signal(signal.SIGSTOP)
    started = time.monotonic()
    assert services.request_document(kind="essai", data=QueryDict("text=a")).state == State.QUEUED
    assert time.monotonic() - started < 4


def test_what_waited_while_redis_was_away_is_called_when_a_worker_starts(trial, queue, worker, settings, make_actor):
    actor = make_actor("Alliance")
    document = services.request_document(kind="fiche-acteur", data=QueryDict(f"acteur={actor.slug}"))
    current_app.control.purge()  # its message is lost
    Document.objects.update(called_at=timezone.now() - timedelta(minutes=5))
    with worker("late"):
        Watch(document, settings.MEDIA_ROOT).until(lambda d: d.is_ready, 120, "never called")


WITHOUT_ROOM = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
import django; django.setup()
from network.documents.making import make
from network.documents.press import press
make("{pk}")
press.stop()
"""


@pytest.mark.parametrize("limit", [0, 400, 5_000, 20_000])
def test_a_full_disk_leaves_neither_a_half_file_nor_a_row_that_says_ready(directory, settings, workroom, limit):
    """Every file that the worker and its printer write stops at `limit` bytes, as on a disk that is full."""
    document = services.request_document(kind="annuaire", data=QueryDict(""))
    variables = {"MEDIA_ROOT": str(settings.MEDIA_ROOT), "DOCUMENTS_DIR": str(workroom)}
    subprocess.run([sys.executable, "-c", WITHOUT_ROOM.format(pk=document.pk, limit=limit)], env=environment(**variables), timeout=240)
    watch = Watch(document, settings.MEDIA_ROOT)
    watch.look()
    assert watch.document.state in (State.FAILED, State.RUNNING, State.QUEUED)
    if watch.document.is_failed:
        assert watch.document.message
    assert watch.files() == []
    assert list(settings.MEDIA_ROOT.glob("documents/drafts/*")) == []
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_the_periodic_jobs_are_in_the_timetable(settings):
    table = settings.CELERY_BEAT_SCHEDULE
    assert table["call_overlooked"]["task"] == tasks.call_overlooked.name
    assert table["call_overlooked"]["schedule"] + settings.DOCUMENTS["lease"] < AGAIN
    assert table["clear_away"]["task"] == tasks.clear_away.name
    assert tasks.render.acks_late
    assert tasks.render.reject_on_worker_lost
