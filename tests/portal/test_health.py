"""What a monitoring machine reads: up while PostgreSQL answers, down otherwise, never a word of anybody."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.utils import timezone

from network.documents.models import Document
from network.notifications.models import Email


@pytest.fixture
def report(client, db):
    def get():
        response = client.get("/sante/")
        assert "no-store" in response["Cache-Control"]
        return response.status_code, response.json()

    return get


def test_all_is_well(report):
    status, answer = report()
    assert status == 200
    assert {answer[part] for part in ("status", "database", "redis", "worker")} == {"ok"}


def test_without_redis_it_is_degraded_and_still_serves(report, settings):
    settings.REDIS_URL = "unix:///nowhere/redis.sock?db=0"
    status, answer = report()
    assert (status, answer["status"], answer["redis"], answer["queue"]) == (200, "degraded", "down", None)


def test_what_waits_too_long_says_that_no_worker_takes_it(report):
    long_ago = timezone.now() - timedelta(minutes=20)
    Document.objects.create(kind="essai", version="1", release="1", fingerprint="1", title="Secret", asked_at=long_ago)
    Email.objects.create(kind="essai", to="quelqu-un@demo.example", subject="Privé", next_try_at=long_ago, message_id="<1@demo.example>")
    status, answer = report()
    assert (status, answer["status"], answer["worker"]) == (200, "degraded", "late")
    assert answer["waiting"]["documents"]["count"] == answer["waiting"]["emails"]["count"] == 1
    assert answer["waiting"]["documents"]["oldest_seconds"] >= 1200
    assert "Secret" not in str(answer)
    assert "demo.example" not in str(answer)


ASK = """
import django; django.setup()
from django.test import Client
response = Client().get("/sante/")
print(response.status_code, response.json())
"""


def test_without_postgresql_it_is_down():
    environment = {**os.environ, "DATABASE_URL": "postgres:///nobody?host=/nowhere", "DJANGO_SETTINGS_MODULE": "network.settings.test"}
    asked = subprocess.run(
        [sys.executable, "-c", ASK], cwd=configured.BASE_DIR, env=environment, capture_output=True, text=True, timeout=90
    )
    assert asked.stdout.strip() == "503 {'status': 'down', 'database': 'down'}", asked.stderr[-2000:]
