"""`make run` in a copy of the tree: it opens, it watches, and however it ends nothing is left and the next start works."""

import hashlib
import os
import pty
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="reads /proc to see what is left")
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="says something about root alone")


def copy_of_the_tree(folder):
    """What git tracks, as it stands, with this machine's packages behind links."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, tracked.split("\0")):
        source, target = ROOT / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    # Folders of its own with links inside, marked as up to date: nothing that a copy does can reach the tree's packages.
    for name, marks in ((".venv", {".run-installed": "requirements/run.txt"}), ("node_modules", {".installed": "package-lock.json"})):
        (folder / name).mkdir()
        for entry in (ROOT / name).iterdir():
            if entry.name not in marks:
                (folder / name / entry.name).symlink_to(entry)
        for mark, lock in marks.items():
            (folder / name / mark).write_text(hashlib.sha256((ROOT / lock).read_bytes()).hexdigest())
    return folder


class Portal:
    """One copy of the tree and what runs of it."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        own = {"DATABASE_URL", "REDIS_URL", "VAR_DIR", "SITE_URL", "DJANGO_SETTINGS_MODULE", "MAKEFLAGS", "MAKELEVEL"}
        self.env = {key: value for key, value in os.environ.items() if key not in own and not key.startswith("PYTEST")}
        self.output = folder / "output.txt"

    def launch(self, **options):
        """`make run`, as its own process group; returns at once."""
        with self.output.open("wb") as output:
            how = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output, "start_new_session": True, **options}
            return subprocess.Popen(["make", "run", f"PORT={self.port}"], cwd=self.folder, env=self.env, **how)

    def open(self, **options):
        """`make run`, up to the line that says it is open."""
        make = self.launch(**options)
        self.until(lambda: "Le portail est ouvert" in self.said() or make.poll() is not None, 180)
        assert make.poll() is None, self.said()
        self.until(lambda: {"web", "worker", "beat"} <= self.programs().keys(), 10)
        return make

    def close(self):
        """End it as a service manager would, if it runs."""
        if supervisor := self.programs().get("supervisor"):
            os.kill(supervisor, signal.SIGTERM)
        self.gone()

    def said(self):
        return self.output.read_text()

    def until(self, true, patience):
        """Wait for something; fails with what was printed."""
        deadline = time.monotonic() + patience
        while not true():
            assert time.monotonic() < deadline, f"{self.said()}\n{self.alive()}"
            time.sleep(0.05)

    def alive(self):
        """`{pid: command}` of every process that has to do with this copy."""
        found, mark = {}, str(self.folder).encode()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command, around = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
                if command and (mark in command or mark in around or str(self.folder) in os.readlink(process / "cwd")):
                    found[int(process.name)] = command.replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
        return found

    def programs(self):
        """`{name: pid}` of the parts, the eldest where there are several."""
        words = {
            "supervisor": "-m house run", "warden": "house.warden", "PostgreSQL": "bin/postgres -D", "Redis": "redis-server ",
            "web": "manage.py runserver", "worker": "-A network worker", "beat": "-A network beat",
        }  # fmt: skip
        alive = sorted(self.alive().items(), reverse=True)
        return {name: pid for name, word in words.items() for pid, command in alive if word in command}

    def renewed(self, names, before):
        """Whether all of `names` run, and none of them as a process of `before`."""
        now = self.programs()
        return names <= now.keys() and not any(now[name] in before for name in names)

    def ask(self, path="/annuaire/"):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.status

    def gone(self, patience=20):
        """Nothing is left: no process, no socket that a next start could trip over."""
        self.until(lambda: not self.alive(), patience)
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", self.port)) != 0

    def seconds(self):
        """How long the last start took, as it said."""
        return float(re.search(r"Prêt en ([\d,]+) s", self.said())[1].replace(",", "."))


@pytest.fixture(scope="module")
def copy():
    """The copy, with a database that the first start fills."""
    folder = Path(tempfile.mkdtemp(prefix="portal-"))
    folder.chmod(0o755)
    portal = Portal(copy_of_the_tree(folder))
    yield portal
    for pid in portal.alive():
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder)


@pytest.fixture
def running(copy):
    """The portal, open; several tests look at the same one."""
    if not copy.alive():
        copy.open()
    return copy


@pytest.fixture
def portal(copy):
    """The portal, closed: the test opens it and ends it its own way."""
    copy.close()
    return copy


def test_a_kill_ends_everything_and_leaves_no_file_behind(running):
    running.close()
    assert not list((running.folder / "var/run").iterdir())
    assert not (running.folder / "var/pg/data/postmaster.pid").exists()


def test_it_opens_and_says_where_and_as_whom(running):
    said = running.said()
    assert f"http://127.0.0.1:{running.port}/" in said
    assert f"http://127.0.0.1:{running.port}/courriels/" in said
    assert "demonstration" in said
    for name in ("visiteur", "membre", "equipe", "ca"):
        assert f"{name}@demo.example" in said
    assert running.ask("/") == 200
    assert running.ask("/annuaire/") == 200


@AS_ROOT
def test_servers_started_by_root_do_not_run_as_root(running):
    programs = running.programs()
    for name in ("PostgreSQL", "Redis"):
        assert Path(f"/proc/{programs[name]}").stat().st_uid == pwd.getpwnam("postgres").pw_uid


def test_nobody_else_may_open_the_sockets(running):
    assert (running.folder / "var/run").stat().st_mode & 0o077 == 0


def test_a_second_start_says_that_it_runs_and_where(running):
    before = running.programs()
    second = subprocess.run(["make", "run", "PORT=1"], cwd=running.folder, env=running.env, capture_output=True, text=True, timeout=30)
    assert second.returncode == 0
    assert f"fonctionne déjà : http://127.0.0.1:{running.port}/" in second.stdout
    assert running.programs() == before


def test_a_command_reaches_the_running_database(running):
    command = [sys.executable, "-m", "house", "manage", "shell", "-c", "from actors.models import Actor; print(Actor.objects.count() > 0)"]
    done = subprocess.run(command, cwd=running.folder, env=running.env, capture_output=True, text=True, timeout=60)
    assert "True" in done.stdout, done.stderr


@pytest.mark.parametrize("name", ["worker", "PostgreSQL", "Redis", "web"])
def test_a_part_that_dies_is_started_again_and_it_is_said_in_one_line(running, name):
    before = running.alive()
    os.kill(running.programs()[name], signal.SIGKILL)
    running.until(lambda: running.renewed({name}, before), 30)
    assert len([line for line in running.said().splitlines() if line.startswith(f"« {name} » s’est arrêté")]) == 1

    def answers():
        try:
            return running.ask() == 200
        except OSError:
            return False

    running.until(answers, 30)


def test_a_changed_source_starts_the_programs_again_and_leaves_the_servers(running):
    before, known = running.alive(), running.programs()
    source = running.folder / "portal/urls.py"
    source.write_text(source.read_text() + "\n# changed\n")
    running.until(lambda: running.renewed({"web", "worker", "beat"}, before), 30)
    assert all(running.programs()[name] == known[name] for name in ("supervisor", "warden", "PostgreSQL", "Redis"))


def test_ctrl_c_ends_everything(portal):
    make = portal.open()
    os.killpg(make.pid, signal.SIGINT)
    portal.gone()


def test_the_second_start_takes_less_than_five_seconds(portal):
    portal.open()
    portal.close()
    # On a machine busy with other tests, five seconds mean little: what Django alone takes there is the measure.
    began = time.monotonic()
    subprocess.run([sys.executable, "manage.py", "check"], cwd=portal.folder, env=portal.env, capture_output=True, check=True)
    alone = time.monotonic() - began
    portal.open()
    assert portal.seconds() < max(5, 4 * alone)


@pytest.mark.parametrize("victims", [["supervisor", "warden"], ["make"]], ids=" and ".join)
def test_killed_outright_it_leaves_nothing_and_starts_again(portal, victims):
    make = portal.open()
    programs = {**portal.programs(), "make": make.pid}
    for victim in victims:
        os.kill(programs[victim], signal.SIGKILL)
    portal.gone()
    portal.open()


def test_a_start_right_after_the_supervisor_was_killed_waits_for_the_end(portal):
    portal.open()
    os.kill(portal.programs()["supervisor"], signal.SIGKILL)
    portal.open()


def test_a_pid_file_whose_number_belongs_to_another_program_is_no_obstacle(portal):
    data = portal.folder / "var/pg/data"
    owner = data.stat().st_uid
    stranger = subprocess.Popen(["sleep", "300"], user=owner)
    try:
        (data / "postmaster.pid").write_text(f"{stranger.pid}\n{data}\n1\n5432\n{portal.folder}/var/run\n\n1 1\nready   \n")
        os.chown(data / "postmaster.pid", owner, -1)
        portal.open()
        assert stranger.poll() is None
        portal.close()
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_left_alone_is_ended_before_the_next_one(portal):
    data = portal.folder / "var/pg/data"
    server = next(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    how = {"user": data.stat().st_uid, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/", "start_new_session": True}
    alone = subprocess.Popen([server, "-D", data, "-k", portal.folder / "var/run", "-c", "listen_addresses="], **how)
    portal.until(lambda: "ready" in (data / "postmaster.pid").read_text() if (data / "postmaster.pid").exists() else False, 20)
    portal.open()
    assert alone.wait(5) == 0
    portal.close()


def test_a_closed_terminal_ends_everything(portal):
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(portal.folder)
        os.execvpe("make", ["make", "run", f"PORT={portal.port}"], portal.env)
    printed = b""
    while b"Le portail est ouvert" not in printed:
        printed += os.read(terminal, 4096)
    os.close(terminal)
    portal.until(lambda: os.waitpid(pid, os.WNOHANG)[0] == pid, 60)
    portal.gone()


def test_a_port_that_is_taken_is_said_before_anything_starts(portal):
    with socket.socket() as other:
        other.bind(("127.0.0.1", portal.port))
        other.listen()
        make = portal.launch()
        assert make.wait(30) != 0
    assert f"Le port {portal.port} est déjà pris" in portal.said()
    assert "make run PORT=" in portal.said()
    assert not portal.alive()


@AS_ROOT
def test_a_checkout_that_only_root_can_enter_keeps_its_servers_elsewhere():
    top = Path(tempfile.mkdtemp(prefix="portal-"))  # 0700
    portal = Portal(copy_of_the_tree(top / ("long-" * 20)))
    command = [sys.executable, "-m", "house", "manage", "check", "--database", "default"]
    try:
        done = subprocess.run(command, cwd=portal.folder, env=portal.env, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "/var/lib/portal-" in done.stdout
        assert not portal.alive()
    finally:
        cleaned = subprocess.run(
            [sys.executable, "-m", "house", "clean", "all"], cwd=portal.folder, env=portal.env, capture_output=True, text=True
        )
        shutil.rmtree(top)
    elsewhere = re.search(r"/var/lib/portal-\w+", done.stdout)[0]
    assert elsewhere in cleaned.stdout
    assert not Path(elsewhere).exists()
