"""`manage.py` on the local run's database: the one that runs, or one started for the time of the command."""

import os
import subprocess

from house import lock, packages
from house.family import Family
from house.places import PYTHON, ROOT, VAR, environment
from house.prepare import STAMP
from house.say import Failure
from house.servers import start_servers
from house.signals import listen, tidying


def manage(*arguments):
    """Run `manage.py` with these arguments."""
    packages.check_python()
    if not PYTHON.exists():
        raise Failure("Rien n’est encore installé : lancez d’abord make run.")
    if "DATABASE_URL" in os.environ:
        return _run(arguments, environment(own_database=False))
    STAMP.unlink(missing_ok=True)  # the command may change the database in any way
    about = lock.running(VAR / "lock")
    if about is not None:
        if "env" not in about:
            raise Failure("Le portail est en train de démarrer ou de s’arrêter : recommencez dans un instant.")
        return _run(arguments, environment(**about["env"]))
    with lock.take(VAR / "lock"):
        listen()
        family = Family(lock.hold(VAR / "lock.warden"))
        try:
            return _run(arguments, start_servers(family, VAR, VAR / "log", redis="REDIS_URL" not in os.environ))
        finally:
            tidying()
            family.end()


def _run(arguments, env):
    return subprocess.run([PYTHON, "manage.py", *arguments], cwd=ROOT, env=env, check=False).returncode
