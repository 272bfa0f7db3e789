"""The test run: the local run's parts without its comforts; the tests of the second factor turn it on."""

from network.settings.dev import *  # noqa: F403

DEBUG = False
THROTTLE = {}  # the tests of the limits set their own
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
