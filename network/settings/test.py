"""The test run: the local run's parts without its comforts; the tests of the second factor turn it on."""

import os
import re
from pathlib import Path

if "PYTEST_XDIST_WORKER" in os.environ:
    # Each process of a parallel run has its own Redis database and files, as it has its own PostgreSQL database.
    worker = os.environ["PYTEST_XDIST_WORKER"]
    os.environ["REDIS_URL"] = re.sub(r"\d+$", str(int(worker[2:]) + 1), os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0"))
    var = Path(os.environ.get("VAR_DIR") or Path(__file__).resolve().parents[2] / "var/test")
    os.environ["VAR_DIR"] = str(var if var.name == worker else var / worker)

from network.settings.dev import *  # noqa: F403

DEBUG = False
THROTTLE = {}  # the tests of the limits set their own
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
