"""The test run: the local run's parts, production's strictness."""

from network.settings.dev import *  # noqa: F403

DEBUG = False
REQUIRE_SECOND_FACTOR = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
