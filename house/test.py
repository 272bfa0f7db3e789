"""`make test`, `make check`, `make bench`: beside a running portal, on servers of their own."""

import os
import subprocess
from contextlib import contextmanager
from signal import SIGINT

from house import apt, checks, needs, packages
from house.places import PYTHON, ROOT, VAR
from house.process import start
from house.say import elapsed, say, seconds
from house.servers import scratch
from house.signals import Stopped


def test(*arguments):
    """Everything the checks and tests need, then the checks, then the tests; the tests' summary is the last line."""
    with _ready("test") as env:
        if failed := checks.check(env):
            say(f"{failed} vérification(s) en échec : les tests ne sont pas lancés.")
            return 1
        say(f"Prêt pour les tests en {seconds(elapsed())}.")
        # A file stays in one process: what its tests share (a filled database, a running portal) is made once. Files go in
        # the order of tests/conftest.py; three processes on two cores, since the longest wait for browsers and workers.
        return _follow([PYTHON, "-m", "pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder", *arguments], env)


def check():
    """The checks alone."""
    with _ready("test") as env:
        return 1 if checks.check(env) else 0


def bench(*arguments):
    """The measures, on a scratch database."""
    with _ready("bench") as env:
        return _follow([PYTHON, "-m", "bench", *arguments], env)


@contextmanager
def _ready(name):
    """The environment of the command `name`, on throw-away servers; whatever the caller's DATABASE_URL is, it is not touched."""
    # Without its bytecode, each of the hundred programs that tests start would compile the whole portal again.
    for variable in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(variable, None)
    packages.check_python()
    apt.ensure([*needs.to_run(), *needs.TESTING], name)
    packages.install("run", "test")
    packages.name_redis()
    with scratch(name) as env:
        del env["DJANGO_SETTINGS_MODULE"]  # pyproject.toml and manage.py each know theirs
        yield {**env, "VAR_DIR": str(VAR / name)}


def _follow(command, env):
    """Run in the foreground: Ctrl-C reaches it by the terminal, any other end through us."""
    process = start(command, env=env, stop=SIGINT, session=False, cwd=ROOT)
    try:
        return process.wait()
    except Stopped:
        process.send_signal(SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
        raise
