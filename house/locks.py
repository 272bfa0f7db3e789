"""The lock files: compiled from `requirements/*.in` and `package.json`, hashed, and free of any index's address."""

import hashlib
import json
import re
import subprocess

from house import packages
from house.places import PYTHON, ROOT, VENV, environment
from house.say import Failure, say

NAMES = ("run", "test")
FOLDER = ROOT / "requirements"
MARK = "# Compiled by `make lock` from {name}.in, sha256 {checksum}"
ADDRESS = re.compile(r"--(extra-)?index-url|--find-links|--trusted-host|https?://|file://|\"resolved\"")


def write(scope=""):
    """`make lock`: compile again, keeping the versions that still fit; `make lock UPGRADE=1` takes the newest."""
    packages.check_python()
    packages.install("run", "test")
    for name in NAMES:
        say(f"requirements/{name}.txt…")
        options = ["--generate-hashes", "--allow-unsafe", "--strip-extras", "--no-header", "--quiet"]
        options += ["--upgrade"] if scope == "upgrade" else []
        bare = ["--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--no-emit-options"]
        lock = FOLDER / f"{name}.txt"
        _run([PYTHON, "-m", "piptools", "compile", *options, *bare, f"--output-file={lock}", f"requirements/{name}.in"])
        lock.write_text(f"{_mark(name)}\n{lock.read_text()}")
    say("package-lock.json…")
    verb = "update" if scope == "upgrade" else "install"
    _run([PYTHON, VENV / "bin/npm", verb, "--package-lock-only", "--loglevel=error"])
    for problem in problems():
        raise Failure(problem)
    packages.install("run", "test")
    return 0


def problems():
    """What is wrong with the lock files, in French; empty when nothing is."""
    found = []
    for name in NAMES:
        text = (FOLDER / f"{name}.txt").read_text()
        if text.splitlines()[0] != _mark(name):
            found.append(f"requirements/{name}.txt ne correspond plus à {name}.in : make lock")
        found += _addresses(f"requirements/{name}.txt", text)
    lock = json.loads((ROOT / "package-lock.json").read_text())
    wanted = json.loads((ROOT / "package.json").read_text())
    for key in ("dependencies", "devDependencies"):
        if lock["packages"][""].get(key) != wanted.get(key):
            found.append(f"package-lock.json ne correspond plus à package.json ({key}) : make lock")
    resolved = [path for path, package in lock["packages"].items() if "resolved" in package]
    return found + [f"package-lock.json donne l’adresse d’un dépôt : {path}" for path in resolved]


def _addresses(name, text):
    return [f"{name} donne l’adresse d’un dépôt : {line.strip()}" for line in text.splitlines() if ADDRESS.search(line)]


def _mark(name):
    # A comment changes no version, but the simplest honest rule is: the file changed, so compile it.
    return MARK.format(name=name, checksum=hashlib.sha256((FOLDER / f"{name}.in").read_bytes()).hexdigest())


def _run(command):
    if subprocess.run(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=False).returncode:
        raise Failure("La compilation des versions a échoué : le détail est ci-dessus.")
