"""The checks that need no test: style, floors, migrations, production settings, lock files."""

import os
import secrets
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from house import locks
from house.places import PYTHON, ROOT, VENV, environment
from house.say import say, seconds

RUFF = [PYTHON, "-m", "ruff"]
MANAGE = [PYTHON, "manage.py"]
# A production server's environment, complete and invented: `check --deploy` must have nothing to say about it.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "network.settings.prod",
    "ALLOWED_HOSTS": "portail.example",
    "SITE_URL": "https://portail.example",
    "EMAIL_HOST": "courriel.example",
    "DEFAULT_FROM_EMAIL": "portail@portail.example",
    "NETWORK_EMAIL": "contact@portail.test",
    "NETWORK_PUBLISHER": "la présidente",
    "NETWORK_SEAT": "1 place de l’Exemple",
    "NETWORK_PHONE": "01 00 00 00 00",
    "NETWORK_HOST": "un hébergeur",
}


def commands():
    """`(label, command, extra environment)` of each check."""
    production = {**PRODUCTION, "SECRET_KEY": secrets.token_urlsafe(64)}
    return [
        ("style (ruff check)", [*RUFF, "check", "."], {}),
        ("mise en forme (ruff format)", [*RUFF, "format", "--check", "."], {}),
        ("étages (import-linter)", [PYTHON, VENV / "bin/lint-imports"], {}),
        ("migrations à jour", [*MANAGE, "makemigrations", "--check", "--dry-run"], {}),
        ("réglages de production (check --deploy)", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], production),
    ]


def check(env):
    """Run them all, as many at once as there are processors; print one line each and what a failed one said; how many failed."""
    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        running = [side_by_side.submit(_run, command, {**env, **extra}) for _, command, extra in commands()]
        done = [(label, *result.result()) for (label, *_), result in zip(commands(), running, strict=True)]
    began = time.monotonic()
    stale = "\n".join(locks.problems())
    return sum(_tell(*line) for line in [*done, ("fichiers de versions", stale, time.monotonic() - began)])


def _run(command, env):
    """What a failed command said, and how long it took."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return done.stdout + done.stderr if done.returncode else "", time.monotonic() - began


def tidy():
    """`make format`: let ruff mend what it can."""
    for step in (["check", "--fix", "."], ["format", "."]):
        code = subprocess.run([*RUFF, *step], cwd=ROOT, env=environment(), check=False).returncode
    return code


def _tell(label, problem, took):
    say(f"  {'ÉCHEC' if problem else 'bien '}  {label} ({seconds(took)})")
    if problem:
        say(problem)
    return bool(problem)
