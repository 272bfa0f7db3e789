"""The production shape on a scratch database; DATABASE_URL and REDIS_URL name the servers."""

from network.settings.dev import *  # noqa: F403

DEBUG = False
REQUIRE_SECOND_FACTOR = False
ROOT_URLCONF = "bench.urls"
THROTTLE = {}
