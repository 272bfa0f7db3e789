"""Databases that live for the time of a measure or of a walk through the portal."""

from contextlib import contextmanager

import psycopg
from django.conf import settings
from psycopg import sql


def _connect(database):
    server = settings.DATABASES["default"]
    return psycopg.connect(
        dbname=database, user=server["USER"] or None, password=server["PASSWORD"] or None, host=server["HOST"] or None,
        port=server["PORT"] or None, autocommit=True,
    )  # fmt: skip


@contextmanager
def scratch_database(name):
    """An empty database of that name; yields its DATABASE_URL, drops it afterwards."""
    server = settings.DATABASES["default"]
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with _connect("postgres") as connection:
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    login = server["USER"] + (f":{server['PASSWORD']}" if server["PASSWORD"] else "")
    host = server["HOST"]
    place = f"/{name}?host={host}" if host.startswith("/") else f"{host}:{server['PORT'] or 5432}/{name}"
    try:
        yield f"postgres://{login + '@' if login else ''}{place}"
    finally:
        with _connect("postgres") as connection:
            connection.execute(drop)
