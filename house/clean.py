"""`make clean`: remove what can be made again; `make clean ALL=1` also removes the local database, files and logs."""

import shutil

from house import lock
from house.places import ROOT, VAR, VENV, fallback, server_home, server_user
from house.say import Failure, say

MADE = [VENV, ROOT / "node_modules", *(ROOT / name for name in (".pytest_cache", ".ruff_cache", ".import_linter_cache"))]
SCRATCH = ["test", "bench"]


def clean(scope=""):
    """Remove; refuses while the portal or its tests run."""
    for folder in (VAR, *(VAR / name for name in SCRATCH)):
        if lock.running(folder / "lock") is not None:
            raise Failure("Le portail ou ses tests sont en marche : arrêtez-les d’abord.")
    user = server_user()
    doomed = [*MADE, *(VAR / name for name in SCRATCH), *(server_home(VAR / name, user) for name in SCRATCH)]
    if scope == "all":
        doomed += [VAR, fallback(VAR)]
    for folder in doomed:
        if folder.is_symlink():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
        else:
            continue
        say(f"Effacé : {folder}")
    return 0
