"""How the tree is kept: names that say something, sizes a newcomer can read."""

import subprocess

from django.conf import settings

DRAWERS = {"core", "common", "utils", "helpers", "misc", "manager", "managers", "util", "helper"}


def _tracked():
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if "/migrations/" not in line]


def test_no_file_is_a_drawer():
    assert [p for p in _tracked() if set(p.removesuffix(".py").split("/")) & DRAWERS] == []


def test_no_module_is_longer_than_300_lines():
    long = {p: len((settings.BASE_DIR / p).read_text().splitlines()) for p in _tracked() if not p.startswith("tests/")}
    assert {p: n for p, n in long.items() if n > 300} == {}


def test_every_dependency_says_why_it_is_there():
    for name in ("run.in", "test.in"):
        lines = (settings.BASE_DIR / "requirements" / name).read_text().splitlines()
        assert [line for line in lines if line and not line.startswith(("#", "-c", "-r")) and "# " not in line] == []
