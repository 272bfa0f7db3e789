"""The database side: what each table holds, a dump of one instant, and a replacement that is whole or does not happen."""

import os
import subprocess
from contextlib import contextmanager

from django.db import connection, transaction

from network.backup.errors import BackupError

# Made anew by themselves, or better forgotten: a restored site opens nobody's session.
WITHOUT_ROWS = ["network_cache", "django_session", "usersessions_usersession"]
# How a row is written as text, whatever the server's own settings, so that checksums compare.
PLAIN_TEXT = "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex';"  # noqa: E501
EMPTY = """
SET LOCAL lock_timeout = '30s';
DROP SCHEMA public CASCADE;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
COMMENT ON SCHEMA public IS 'standard public schema';
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""


def tables():
    """The names of the tables that are there, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


@contextmanager
def one_instant():
    """All that is read inside, by us and by `dump(snapshot)`, is of the same moment, while the site goes on; yields the snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(PLAIN_TEXT)
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        yield cursor.fetchone()


def contents():
    """`{table: [rows, checksum]}` of every table that is backed up; call it inside `one_instant`."""
    found = {}
    with connection.cursor() as cursor:
        for name in tables():
            if name not in WITHOUT_ROWS:
                cursor.execute(f"SELECT {_measures()} FROM public.{connection.ops.quote_name(name)} t")  # noqa: S608 (a name of the catalogue)
                found[name] = list(cursor.fetchone())
    return found


def dump(path, snapshot):
    """Write the database as it was at `snapshot` into `path`, in PostgreSQL's custom format."""
    without = [f"--exclude-table-data=public.{name}" for name in WITHOUT_ROWS]
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}", f"--file={path}", *without])


def replace(path, expected):
    """Put the dump in place of everything, in one transaction that also compares each table with `expected`.

    A dump that is damaged, a table that differs: the database stays what it was.
    """
    with _start(["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=" + os.devnull], stdin=subprocess.PIPE) as psql:
        try:
            _write(psql, "BEGIN;" + EMPTY)
            _run(["pg_restore", "--no-owner", "--no-acl", "--file=-", path], stdout=psql.stdin)
            _write(psql, _comparison(expected) + "COMMIT;\n")
        except (BrokenPipeError, BackupError):
            failed = True  # without its COMMIT, psql gives everything back
        else:
            failed = False
        try:
            psql.stdin.close()
        except BrokenPipeError:
            failed = True
        said = psql.stderr.read()
        if psql.wait() or failed:
            raise BackupError(f"La base n’a pas été remplacée, rien n’a changé : {_first_error(said)}")
    connection.close()


def _measures():
    return "count(*), coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text"


def _comparison(expected):
    """SQL that raises at the first table whose rows are not those of the backup."""
    checks = []
    for name, (rows, checksum) in expected.items():
        quoted = connection.ops.quote_name(name)
        text = name.replace("'", "''")
        checks.append(
            f"SELECT {_measures()} INTO n, c FROM public.{quoted} t; "  # noqa: S608
            f"IF n <> {int(rows)} OR c <> '{int(checksum)}' THEN RAISE EXCEPTION 'table % : le contenu diffère', '{text}'; END IF;"
        )
    return f"{PLAIN_TEXT} DO $compare$ DECLARE n bigint; c text; BEGIN {' '.join(checks)} END $compare$;"


def _environment():
    """PostgreSQL's own variables for the database of the settings; a password never stands on a command line."""
    place = connection.settings_dict
    given = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG") or name.startswith("PGSSL")}
    return {**kept, **{name: str(place[key]) for name, key in given.items() if place[key]}}


def _start(command, **options):
    try:
        return subprocess.Popen(command, env=_environment(), stderr=subprocess.PIPE, text=True, **options)  # noqa: S603
    except FileNotFoundError:
        raise BackupError(f"Le programme {command[0]} manque : installez le client de PostgreSQL (paquet postgresql-client).") from None


def _run(command, **options):
    with _start(command, **options) as process:
        said = process.communicate()[1]
    if process.returncode:
        raise BackupError(f"{command[0]} a échoué : {_first_error(said)}")


def _write(psql, text):
    psql.stdin.write(text)
    psql.stdin.flush()


def _first_error(said):
    """The line that says what happened; the ones after it may quote rows, which no log may keep."""
    lines = [line for line in said.splitlines() if "error" in line.lower()]
    return lines[0].strip() if lines else "raison inconnue"
