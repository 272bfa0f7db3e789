"""The local run: works without any .env, keeps everything under var/."""

from network.settings.base import *  # noqa: F403
from network.settings.base import env, env_bool

DEBUG = env_bool("DEBUG", True)
SECRET_KEY = env("SECRET_KEY", "local-run-only-never-in-production")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
REQUIRE_SECOND_FACTOR = env_bool("REQUIRE_SECOND_FACTOR", False)
DEMONSTRATION = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # the mailbox page shows the rows
