"""The checks that need no test: style, floors, migrations, production settings, lock files."""

import secrets
import subprocess
import time

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
    """Run them all, print one line each and what a failed one said; returns how many failed."""
    failed = 0
    for label, command, extra in commands():
        began = time.monotonic()
        quiet = {"capture_output": True, "text": True, "stdin": subprocess.DEVNULL}
        done = subprocess.run(command, cwd=ROOT, env={**env, **extra}, check=False, **quiet)
        failed += _tell(label, done.stdout + done.stderr if done.returncode else "", began)
    failed += _tell("fichiers de versions", "\n".join(locks.problems()), time.monotonic())
    return failed


def tidy():
    """`make format`: let ruff mend what it can."""
    for step in (["check", "--fix", "."], ["format", "."]):
        code = subprocess.run([*RUFF, *step], cwd=ROOT, env=environment(), check=False).returncode
    return code


def _tell(label, problem, began):
    say(f"  {'ÉCHEC' if problem else 'bien '}  {label} ({seconds(time.monotonic() - began)})")
    if problem:
        say(problem)
    return bool(problem)
