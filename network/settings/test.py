"""The test run: the local run's parts without its comforts; the tests of the second factor turn it on."""

from network.settings.dev import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
