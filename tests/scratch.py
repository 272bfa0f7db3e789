"""Databases that live for the time of a measure or of a walk through the portal."""

from contextlib import contextmanager

import psycopg
from django.conf import settings
from psycopg import sql


def connect(name="postgres"):
    """A connection of our own to a database of the tests' server."""
    server = settings.DATABASES["default"]
    return psycopg.connect(
        dbname=name, user=server["USER"] or None, password=server["PASSWORD"] or None, host=server["HOST"] or None,
        port=server["PORT"] or None, autocommit=True,
    )  # fmt: skip


def address(name):
    """The DATABASE_URL of a database of the tests' server."""
    server = settings.DATABASES["default"]
    login = server["USER"] + (f":{server['PASSWORD']}" if server["PASSWORD"] else "")
    host = server["HOST"]
    place = f"/{name}?host={host}" if host.startswith("/") else f"{host}:{server['PORT'] or 5432}/{name}"
    return f"postgres://{login + '@' if login else ''}{place}"


def drop(name):
    """Remove a database, if it is there, whoever is connected to it."""
    with connect() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def create(name, template="template1"):
    """Make a database, in the place of another of that name: empty, or the copy of `template`."""
    drop(name)
    with connect() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def exists(name):
    """Whether there is a database of that name."""
    with connect() as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


@contextmanager
def scratch_database(name, template="template1"):
    """A database of that name, empty or the copy of `template`; yields its DATABASE_URL, drops it afterwards."""
    create(name, template)
    try:
        yield address(name)
    finally:
        drop(name)
