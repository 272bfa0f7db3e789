"""A worker killed while it writes an import: nothing is there, and another writes all of it once (guarantee 15).

Meanwhile the others go on editing, and two confirmations are one.
"""

import io
import os
import signal
import threading
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from celery import current_app
from django.db import connection, connections
from django.utils import timezone

from actors.models import Actor, SearchEntry
from network.accounts.models import User
from network.audit.models import Entry
from network.directory.versions import version
from network.imports import services
from network.imports.enums import State
from network.imports.kinds import WrongChoice
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


@pytest.fixture
def beside():
    """A connection of somebody else, who waits for nothing longer than two seconds."""
    other = connections["default"].copy()
    with other.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")
        yield cursor
    other.close()


def when_written(do):
    """A wrapper of statements that calls `do` once, when all sheets were inserted and nothing is committed."""
    done = []

    def look(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if sql.startswith("INSERT INTO actors_actor (") and params["last"] > LINES:
            done.append(do())
        return found

    return connection.execute_wrapper(look), done


def test_others_edit_sheets_while_an_import_writes(batch, beside, make_actor):
    """Published ones too: the version of the directory, which every edit raises, is not held before the end."""
    other = make_actor("Autre", slug="autre")
    services.confirm(batch=batch, chosen={**SKIP, "publish": True}, by=batch.by)
    wrapper, done = when_written(lambda: beside.execute("UPDATE actors_actor SET name = 'Changée' WHERE id = %s", [other.pk]))
    with wrapper:
        services.work(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (len(done), batch.state, batch.attempts) == (1, State.DONE, 1)
    assert dict(SearchEntry.objects.filter(actor=other).values_list("actor", "card__name")) == {other.pk: "Changée"}
    assert SearchEntry.objects.count() == LINES + 1
    assert version("actors") >= max(SearchEntry.objects.values_list("version", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM directory_word WHERE word IN ('puits', 'vallee')")
        assert len(cursor.fetchall()) == 2


def test_a_sheet_that_comes_while_an_import_writes_is_not_made_twice(batch, beside, make_actor):
    name = "Amis du puits numéro 7 de la vallée"
    services.confirm(batch=batch, chosen={**SKIP, "near": "create"}, by=batch.by)
    model = Actor.objects.get(pk=make_actor("Modèle", slug="modele").pk)
    columns = [
        field.column for field in Actor._meta.local_concrete_fields if not field.generated and field.column not in ("id", "name", "slug")
    ]
    copied = ", ".join(columns)
    make = f"INSERT INTO actors_actor (name, slug, {copied}) SELECT %s, 'tout-autre', {copied} FROM actors_actor WHERE id = %s"
    wrapper, done = when_written(lambda: beside.execute(make, [name, model.pk]))
    with wrapper:
        services.work(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (len(done), batch.state, batch.token, Actor.objects.count()) == (1, State.WRITING, None, 2)
    services.work(batch_id=batch.pk)
    batch.refresh_from_db()
    assert batch.state == State.DONE
    assert Actor.objects.filter(name=name).count() == 1
    assert Actor.objects.count() == LINES + 1


def test_two_confirmations_at_once_are_one(batch):
    """A double click, and a colleague at the same moment."""
    said, began, both = [], threading.Barrier(3), threading.Barrier(3)

    def read(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if sql.startswith("SELECT") and "imports_import" in sql:
            with suppress(threading.BrokenBarrierError):
                both.wait(0.5)  # until all have read the import, unless a lock keeps the others from it
        return found

    def confirm():
        try:
            began.wait(10)
            with connection.execute_wrapper(read):
                services.confirm(batch=batch, chosen=SKIP, by=batch.by)
            said.append("done")
        except WrongChoice as error:
            said.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said)[2] == "done"
    assert "écriture en cours" in sorted(said)[0]
    assert Entry.objects.filter(verb="confirmer").count() == 1
    for _ in range(3):
        services.work(batch_id=batch.pk)
    assert Actor.objects.count() == LINES
