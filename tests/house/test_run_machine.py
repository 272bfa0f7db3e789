"""What a bare machine is told and given: packages, lock files, places for data."""

import pwd
import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from house import apt, locks, needs, packages, places
from house.say import Failure

ROOT = Path(__file__).resolve().parents[2]
LACKING = [needs.Need("PostgreSQL", lambda: False, "postgresql", "postgresql-server", "postgresql@17")]


def locked():
    """The names in the two lock files."""
    text = "".join((ROOT / f"requirements/{name}.txt").read_text() for name in locks.NAMES)
    return {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", text, re.M)}


@pytest.mark.parametrize("system", ["linux", "darwin"])
@pytest.mark.parametrize("python", ["3.11.2", "3.11.9", "3.12.3", "3.13.0"])
def test_the_lock_files_are_complete_on_every_python(python, system):
    """Debian 12's 3.11.2 included: pip refuses a package that hashes do not cover."""
    names, short = locked(), ".".join(python.split(".")[:2])
    here = {"python_version": short, "python_full_version": python, "sys_platform": system, "extra": ""}
    environment = {**default_environment(), **here}
    for name in names:
        for text in distribution(name).requires or []:
            wanted = Requirement(text)
            if wanted.marker is None or wanted.marker.evaluate(environment):
                assert canonicalize_name(wanted.name) in names, f"{name} needs {wanted} on Python {python}"


def test_the_lock_files_are_fresh_and_name_no_index():
    assert locks.problems() == []


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("run.in", "\nnew-package\n", "requirements/run.txt ne correspond plus"),
        ("test.txt", "\n--extra-index-url https://index.example/simple\n", "donne l’adresse d’un dépôt"),
    ],
)
def test_a_stale_lock_or_an_index_address_is_a_problem(name, change, said, tmp_path, monkeypatch):
    for path in (ROOT / "requirements").iterdir():
        (tmp_path / path.name).write_text(path.read_text() + (change if path.name == name else ""))
    monkeypatch.setattr(locks, "FOLDER", tmp_path)
    assert said in "\n".join(locks.problems())


def test_the_house_needs_nothing_but_python():
    for path in (ROOT / "house").glob("*.py"):
        imported = re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(), re.M)
        assert set(imported) <= {"house", *sys.stdlib_module_names}, path.name


@pytest.mark.parametrize(("system", "said"), [("darwin", "brew install postgresql@17"), ("linux", "sudo dnf install postgresql-server")])
def test_without_apt_it_says_what_to_install_or_to_use_docker(system, said, monkeypatch):
    monkeypatch.setattr(apt.shutil, "which", lambda name: None)
    monkeypatch.setattr(apt.sys, "platform", system)
    with pytest.raises(Failure) as failure:
        apt.ensure(LACKING, "run")
    assert said in str(failure.value)
    assert "docker compose up" in str(failure.value)
    assert "make run" in str(failure.value)


def test_neither_root_nor_sudo_is_told_what_to_have_installed(monkeypatch):
    monkeypatch.setattr(apt.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(apt.os, "geteuid", lambda: 1000)
    with pytest.raises(Failure, match="apt-get install --no-install-recommends postgresql"):
        apt.ensure(LACKING, "run")


def test_nothing_is_installed_when_nothing_is_missing(monkeypatch):
    monkeypatch.setattr(apt.subprocess, "run", lambda *args, **options: pytest.fail("started a program"))
    apt.ensure([needs.Need("Python", lambda: True, "python3", "python3", "python")], "run")


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(packages.sys, "version_info", (3, 9, 2))
    with pytest.raises(Failure, match=r"Il faut Python 3\.11"):
        packages.check_python()


def test_a_folder_that_others_cannot_enter_is_known_as_such(tmp_path):
    nobody = pwd.getpwnam("nobody")
    inside = tmp_path / "closed/var"
    inside.mkdir(parents=True)
    for folder in (tmp_path, inside):
        folder.chmod(0o755)
    (tmp_path / "closed").chmod(0o700)
    assert not places.reachable(inside, nobody)
    assert places.server_home(inside, nobody) == places.fallback(inside)


def test_a_socket_never_has_a_name_too_long_for_the_system(tmp_path):
    for folder in (tmp_path, tmp_path / ("long-" * 30)):
        assert len(str(places.socket_folder(folder, None) / ".s.PGSQL.5432.lock")) <= places.SOCKET_NAME_LIMIT


def test_continuous_integration_calls_make_test_and_nothing_else():
    lines = [line for line in (ROOT / ".ci/run").read_text().splitlines() if line and not line.startswith("#")]
    assert lines == ["exec make test"]
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_make_alone_tells_what_it_can_do():
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    for command in ("run", "test", "backup", "restore", "lock", "bench"):
        assert f"make {command}" in done.stdout
