"""Reading the environment: a missing secret is an error that names itself, never a default."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def env(name, default=None):
    """The variable `name`, else `default`; raises ImproperlyConfigured when neither is there."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"La variable d’environnement {name} est obligatoire.")
    return value


def require(*names):
    """Raises ImproperlyConfigured with all of `names` that have no value, so that a person mends them in one go."""
    missing = [name for name in names if not os.environ.get(name, "").strip()]
    if missing:
        one = len(missing) == 1
        opening = "La variable d’environnement" if one else "Les variables d’environnement"
        raise ImproperlyConfigured(f"{opening} {', '.join(missing)} {'est obligatoire' if one else 'sont obligatoires'}.")


def env_bool(name, default=False):
    """A yes/no variable: 1, true, yes, oui, on are yes."""
    return env(name, str(default)).lower() in {"1", "true", "yes", "oui", "on"}


def env_list(name, default=()):
    """A variable whose items are separated by semicolons."""
    value = os.environ.get(name, "").strip()
    return [item.strip() for item in value.split(";") if item.strip()] if value else list(default)


def database(url=None):
    """Django's settings for `postgres://user:password@host:port/name?host=/socket/folder`, with psycopg's pool."""
    parts = urlsplit(url or env("DATABASE_URL", "postgres:///portal"))
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": parts.port or query.get("port", ""),
        "CONN_HEALTH_CHECKS": True,  # a connection that PostgreSQL closed is replaced before a page meets it
        # The pool spaces its attempts to reconnect, up to minutes: giving up soon, it tries afresh at each page.
        "OPTIONS": {"options": "-c jit=off", "pool": {"min_size": 1, "max_size": 8, "timeout": 5, "reconnect_timeout": 2}},
    }


def broker(url):
    """Kombu's form of a Redis address: `unix:///path.sock?db=1`, redis-py's own, becomes `redis+socket://…?virtual_host=1`."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    return f"redis+socket://{parts.path}?virtual_host={dict(parse_qsl(parts.query)).get('db', 0)}"
