"""What takes long to make and is only copied, made once for all the processes of a run: filled databases, gathered files, typefaces.

It stays in the tests' server and in `ready/`, beside the files of the run, with the fingerprint of its sources: the next run of
the day finds it there.
"""

import fcntl
import os
import subprocess
import sys
from datetime import date

from django.conf import settings
from django.contrib.staticfiles import finders

from house.sources import fingerprint
from network.documents.typefaces import prepare
from tests import scratch

WORKER = os.environ.get("PYTEST_XDIST_WORKER")
FOLDER = (settings.VAR_DIR.parent if settings.VAR_DIR.name == WORKER else settings.VAR_DIR) / "ready"
OWN = settings.DATABASES["default"]["NAME"]  # read before the tests' own database takes its place


def migrated():
    """The name of a database on which all migrations were run."""
    return _database("migrated", lambda: "template1", "migrate")


def demonstration():
    """The name of a database as `prepare --demonstration` leaves it."""
    return _database("demonstration", migrated, "prepare", "--demonstration")


def static():
    """The folder of the static files, as production serves them."""
    folder = FOLDER / "static"
    command = ("collectstatic", "--noinput", "--clear")
    _once("static", folder.exists, lambda: _manage(*command, DJANGO_SETTINGS_MODULE="tests.browser.settings"))
    return folder


def typefaces():
    """The folder of the typefaces of documents."""
    folder = FOLDER / "typefaces"
    _once("typefaces", folder.exists, lambda: prepare(finders.find, folder))
    return folder


def _database(name, template, *command):
    name = f"{OWN}_{name}"

    def fill():
        scratch.create(name, template())
        _manage(*command, DATABASE_URL=scratch.address(name))

    _once(name, lambda: scratch.exists(name), fill)
    return name


def _once(name, there, make):
    """Let one process make something while the others wait for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.stamp").open("a+") as stamp:
        fcntl.flock(stamp, fcntl.LOCK_EX)
        stamp.seek(0)
        wanted = f"{fingerprint(inside={'static'})} {date.today()}"  # the demonstration speaks of next week
        if stamp.read() != wanted or not there():
            stamp.truncate(0)
            make()
            stamp.write(wanted)


def _manage(*command, **variables):
    kept = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    own = {"VAR_DIR": str(FOLDER), "MEDIA_ROOT": str(FOLDER / "media"), "DJANGO_SETTINGS_MODULE": "network.settings.test"}
    command = [sys.executable, "manage.py", *command, "-v0"]
    done = subprocess.run(command, env={**kept, **own, **variables}, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")
