"""Bringing the database to what the code expects, skipped when neither has changed since the last time."""

from house.places import PYTHON, ROOT, VAR
from house.process import start
from house.say import Failure, say, tail
from house.sources import fingerprint

STAMP = VAR / "prepared"  # removed with the cluster it speaks of: see house.postgres and house.manage


def prepare(env, log, *, remember):
    """Migrations, reference and demonstration data. `remember` only for a database that nobody else changes."""
    wanted = fingerprint(apart={"templates"})
    if remember and STAMP.exists() and STAMP.read_text() == wanted:
        return
    say("Base de données : migrations, données de référence et de démonstration…")
    STAMP.unlink(missing_ok=True)
    with log.open("wb") as output:
        command = [PYTHON, "manage.py", "prepare", "--demonstration"]
        code = start(command, env=env, cwd=ROOT, session=False, stdout=output, stderr=output).wait()
    if code:
        raise Failure(f"La base n’a pas pu être préparée. Fin de {log} :\n{tail(log)}")
    if remember:
        STAMP.write_text(wanted)
