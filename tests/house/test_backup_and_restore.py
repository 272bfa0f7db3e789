"""A backup brings everything back: rows and files compared; a damaged one changes nothing; a full database is not replaced by mistake."""

import json
import os
import subprocess
import sys
import tarfile
from hashlib import sha256
from io import BytesIO

import psycopg
import pytest
from django.conf import settings

from tests import ready
from tests.scratch import scratch_database

PEOPLE = "SELECT email FROM accounts_user ORDER BY email"
FINDS = "SELECT count(*) FROM actors_searchentry"
LOGO = "logos/une image é.webp"


class Place:
    """A portal's database and files."""

    def __init__(self, database, folder):
        self.database, self.media = database, folder / "media"
        self.env = {**os.environ, "DATABASE_URL": database, "MEDIA_ROOT": str(self.media), "DJANGO_SETTINGS_MODULE": "network.settings.dev"}

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(command, cwd=settings.BASE_DIR, env=self.env, capture_output=True, text=True, timeout=300)

    def sql(self, statement):
        with psycopg.connect(self.database.replace("postgres://", "postgresql://"), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else None


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A portal with the demonstration data, an open session and files."""
    with scratch_database(f"test_backup_full_{os.getpid()}", ready.demonstration()) as database:
        place = Place(database, tmp_path_factory.mktemp("full"))
        place.sql("INSERT INTO django_session VALUES ('key', 'data', now() + interval '1 day')")
        for name, content in ((LOGO, b"an image"), ("documents/ab/abc.pdf", os.urandom(300_000)), ("documents/drafts/half.pdf", b"half")):
            (place.media / name).parent.mkdir(parents=True, exist_ok=True)
            (place.media / name).write_bytes(content)
        yield place


@pytest.fixture(scope="module")
def saved(full, tmp_path_factory):
    """Its backup."""
    path = tmp_path_factory.mktemp("saved") / "portal.tar"
    done = full.manage("backup", path)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def empty(tmp_path):
    """Another place, with nothing in it."""
    with scratch_database(f"test_backup_empty_{os.getpid()}") as database:
        yield Place(database, tmp_path)


def manifest(path):
    with tarfile.open(path) as tar:
        return json.load(tar.extractfile("manifest.json"))


def altered(path, target, change):
    """A copy of the archive whose members went through `change(name, bytes)`; None leaves one out."""
    with tarfile.open(path) as source, tarfile.open(target, "w") as copy:
        for member in source:
            content = change(member.name, source.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                copy.addfile(member, BytesIO(content))
    return target


def test_everything_comes_back_the_same(full, saved, empty, tmp_path):
    done = empty.manage("restore", saved)
    assert done.returncode == 0, done.stderr
    assert empty.sql(PEOPLE) == full.sql(PEOPLE) != []
    assert empty.sql(FINDS) == full.sql(FINDS)
    assert (empty.media / LOGO).read_bytes() == b"an image"
    again = tmp_path / "again.tar"
    assert empty.manage("backup", again).returncode == 0
    before, after = manifest(saved), manifest(again)
    assert before["tables"] == after["tables"]
    assert before["media"] == after["media"]
    assert before["tables"]["actors_actor"][0] > 100


def test_a_restored_portal_works_and_can_be_restored_again(saved, empty):
    assert empty.manage("restore", saved).returncode == 0
    done = empty.manage("prepare", "--demonstration")
    assert done.returncode == 0, done.stderr
    # Triggers and sequences came back too: a new sheet is numbered and found.
    known = empty.sql(FINDS)[0][0]
    empty.sql("UPDATE actors_actor SET state = 'archived' WHERE id = (SELECT min(actor_id) FROM actors_searchentry)")
    assert empty.sql(FINDS)[0][0] == known - 1
    assert empty.sql("SELECT nextval(pg_get_serial_sequence('actors_actor', 'id')) > max(id) FROM actors_actor") == [(True,)]
    done = empty.manage("restore", saved, "--yes-replace")
    assert done.returncode == 0, done.stderr
    assert empty.sql(FINDS)[0][0] == known


def test_a_database_that_holds_something_is_not_replaced_without_leave(full, saved):
    people = full.sql(PEOPLE)
    done = full.manage("restore", saved)
    assert done.returncode != 0
    assert "--yes-replace" in done.stderr
    assert full.sql(PEOPLE) == people


def test_no_open_session_and_no_half_written_file_is_kept(saved, empty):
    assert empty.manage("restore", saved).returncode == 0
    assert empty.sql("SELECT count(*) FROM django_session") == [(0,)]
    assert not (empty.media / "documents/drafts/half.pdf").exists()


def test_replacing_leaves_no_file_of_before(saved, empty):
    empty.media.mkdir()
    (empty.media / "stranger.txt").write_text("of before")
    assert empty.manage("restore", saved).returncode == 0
    assert {path.name for path in empty.media.iterdir()} == {"logos", "documents"}


def change_a_row(name, content):
    if name != "manifest.json":
        return content
    told = json.loads(content)
    told["tables"]["actors_actor"][0] += 1
    return json.dumps(told).encode()


def change_a_checksum(name, content):
    if name != "manifest.json":
        return content
    told = json.loads(content)
    told["tables"]["accounts_user"][1] = "1"
    return json.dumps(told).encode()


def change_a_file(name, content):
    return b"An image" if name.endswith(".webp") else content


def lose_a_file(name, content):
    return None if name.endswith(".pdf") else content


def cut_the_dump(name, content):
    """Half a dump, with a manifest that agrees with it: only PostgreSQL can tell."""
    if name == "database.dump":
        cut_the_dump.half = content[: len(content) // 2]
        return cut_the_dump.half
    if name == "manifest.json":
        told = json.loads(content)
        told["dump"] = [len(cut_the_dump.half), sha256(cut_the_dump.half).hexdigest()]
        return json.dumps(told).encode()
    return content


def leave_the_folder(name, content):
    if name != "manifest.json":
        return content
    told = json.loads(content)
    told["media"]["../outside"] = [1, "0"]
    return json.dumps(told).encode()


def lose_the_manifest(name, content):
    return None if name == "manifest.json" else content


@pytest.mark.parametrize(
    "damage", [change_a_row, change_a_checksum, change_a_file, lose_a_file, cut_the_dump, leave_the_folder, lose_the_manifest]
)
def test_a_damaged_backup_changes_nothing(full, saved, tmp_path, damage):
    people, files = full.sql(PEOPLE), sorted(full.media.rglob("*"))
    done = full.manage("restore", altered(saved, tmp_path / "damaged.tar", damage), "--yes-replace")
    assert done.returncode != 0, done.stdout
    assert "demo.example" not in done.stderr
    assert full.sql(PEOPLE) == people
    assert sorted(full.media.rglob("*")) == files


def test_a_truncated_archive_changes_nothing(full, saved, tmp_path):
    cut = tmp_path / "cut.tar"
    cut.write_bytes(saved.read_bytes()[: saved.stat().st_size // 2])
    assert full.manage("restore", cut, "--yes-replace").returncode != 0
    assert full.sql(FINDS)[0][0] > 0


def test_a_backup_is_for_its_owner_alone_and_never_overwrites_another(full, saved):
    assert saved.stat().st_mode & 0o077 == 0
    done = full.manage("backup", saved)
    assert done.returncode != 0
    assert "existe déjà" in done.stderr
    assert not list(saved.parent.glob("*.part"))
