"""Production settings: what is missing stops the start and is named; what is there passes `check --deploy` without a remark."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from house.checks import PRODUCTION

SECRET = "".join(chr(33 + n % 90) for n in range(80)).replace("$", "d")
COMPLETE = {**PRODUCTION, "SECRET_KEY": SECRET, "DATABASE_URL": "postgres://portal@db/portal", "REDIS_URL": "redis://redis/0"}
REQUIRED = ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "SITE_URL", "EMAIL_HOST", "DEFAULT_FROM_EMAIL"]


def manage(*arguments, without=(), **variables):
    """`manage.py` in an environment that holds nothing but these variables."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = {name: value for name, value in {**kept, **COMPLETE, **variables}.items() if name not in without}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "SITE_URL", "EMAIL_HOST", "DEFAULT_FROM_EMAIL"]
)
def test_a_missing_variable_stops_the_start_and_is_named_in_french(name):
    done = manage("check", without=[name])
    assert done.returncode != 0
    assert f"La variable d’environnement {name} est obligatoire." in done.stderr
    assert SECRET not in done.stderr


def test_an_empty_variable_is_missing_and_all_of_them_are_named_at_once():
    done = manage("check", SITE_URL=" ", EMAIL_HOST="")
    assert "Les variables d’environnement SITE_URL, EMAIL_HOST sont obligatoires." in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY est trop courte"),
        ("SECRET_KEY", "a" * 80, "SECRET_KEY est trop courte"),
        ("ALLOWED_HOSTS", "*", "« * » les accepterait tous"),
        ("SITE_URL", "http://portail.example", "SITE_URL doit commencer par https://"),
    ],
)
def test_a_dangerous_value_stops_the_start(name, value, said):
    done = manage("check", **{name: value})
    assert done.returncode != 0
    assert said in done.stderr


def test_check_deploy_has_nothing_to_say():
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
    assert "0 silenced" in done.stdout


def test_demonstration_data_does_not_load_in_production():
    done = manage("prepare", "--demonstration")
    assert done.returncode != 0
    assert "ne se chargent pas en production" in done.stderr
