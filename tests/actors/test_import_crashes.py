"""A worker killed while it writes an import: nothing is there, and another writes all of it once (guarantee 15)."""

import io
import os
import signal
import time
from datetime import timedelta

import pytest
from celery import current_app
from django.db import connection, connections
from django.utils import timezone

from actors.models import Actor
from network.accounts.models import User
from network.audit.models import Entry
from network.imports import services
from network.imports.enums import State
from network.imports.models import Import
from tests.running import process, redis

pytestmark = pytest.mark.django_db(transaction=True)
LINES = 6_000
SKIP = {"known": "skip", "near": "skip", "publish": False}


@pytest.fixture
def queue(tmp_path):
    """A Redis of the test's own, and Celery publishing to it; yields its address for workers."""
    path = tmp_path / "redis.sock"
    usual, current_app.conf.broker_url = current_app.conf.broker_url, f"redis+socket://{path}?virtual_host=0"
    with redis(path):
        yield f"unix://{path}?db=0"
    current_app.conf.broker_url = usual


@pytest.fixture
def batch(settings, tmp_path, world):
    """An import of thousands of lines, checked."""
    settings.MEDIA_ROOT = tmp_path / "media"
    by = User.objects.create_user("equipe@demo.example", "demonstration", is_staff=True)
    octets = "Nom;Pays\n" + "".join(f"Amis du puits numéro {number} de la vallée;Mali\n" for number in range(LINES))
    sent = services.receive(kind="acteurs", file=io.BytesIO(octets.encode()), name="liste.csv", by=by)
    services.check(
        batch=sent, matching={0: "name", 1: "countries"}, chosen={"kind": "association", "provenance": "declared", "source": "x"}, by=by
    )
    services.work(batch_id=sent.pk)
    sent.refresh_from_db()
    assert sent.counts == {"new": LINES}
    return sent


def until(reached, seconds, why):
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, why
        time.sleep(0.02)


def writing():
    """Whether a worker is inserting sheets, in its own uncommitted transaction."""
    with connection.cursor() as cursor:
        at_work = "datname = current_database() AND state = 'active' AND query LIKE 'INSERT INTO actors_actor (%'"
        cursor.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {at_work}")
        return cursor.fetchone()[0] > 0


def test_a_worker_killed_in_the_middle_writes_nothing_and_another_writes_all(queue, batch, settings):
    services.confirm(batch=batch, chosen=SKIP, by=batch.by)
    variables = {"REDIS_URL": queue, "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    with process("-m", "celery", "-A", "network", "worker", "-P", "prefork", "-c", "1", "-l", "warning", **variables) as parent:
        until(writing, 60, "the worker never wrote")
        os.killpg(parent.pid, signal.SIGKILL)  # with its child, without a word
    until(lambda: not writing(), 30, "PostgreSQL goes on")
    batch.refresh_from_db()
    assert (batch.state, Actor.objects.count(), Actor.countries.through.objects.count()) == (State.WRITING, 0, 0)
    assert Entry.objects.filter(verb="importer").count() == 0
    assert services.claim(batch_id=batch.pk) is None  # its hands may still move
    Import.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=1))
    assert services.call_overlooked() == 1
    services.work(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.state, Actor.objects.count(), Actor.countries.through.objects.count()) == (State.DONE, LINES, LINES)
    services.work(batch_id=batch.pk)
    assert Actor.objects.count() == LINES


def test_progress_shows_to_others_while_nothing_does(batch):
    """The row says how far the work is, on a connection of its own; the sheets come all at once."""
    seen = []

    def look(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        if sql.startswith("INSERT INTO actors_actor ("):
            time.sleep(0.6)
            other = connections["default"].copy()
            try:
                with other.cursor() as cursor:
                    cursor.execute("SELECT done, (SELECT count(*) FROM actors_actor) FROM imports_import")
                    seen.append(cursor.fetchone())
            finally:
                other.close()
        return done

    services.confirm(batch=batch, chosen=SKIP, by=batch.by)
    with connection.execute_wrapper(look):
        services.work(batch_id=batch.pk)
    assert seen == [(0, 0), (5_000, 0)]
    assert Actor.objects.count() == LINES
