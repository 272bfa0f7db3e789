"""Loading the demonstration: public records, then the cast, in one transaction."""

from hashlib import sha256
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import module_has_submodule

from actors.demo.cast import load_cast
from actors.demo.records import FILES, read_records
from actors.demo.writing import write
from network.taxonomy.loading.reference import DATA
from network.taxonomy.models import ReferenceVersion

LOCK = 7_340_042  # one loading at a time
NAME = "demonstration"


class NotADemonstration(Exception):
    """This run is not a demonstration; the message is for the person."""


def checksum(folder):
    """A fingerprint of the files, of the code that reads them and of the year, which the memberships follow."""
    digest = sha256(str(timezone.localdate().year).encode())
    others = [path for module in above() for path in source(module)]
    for path in [*(folder / name for name in FILES), *sorted(Path(__file__).parent.glob("*.py")), *others]:
        digest.update(path.read_bytes() if path.exists() else b"absent")
    return digest.hexdigest()


def above():
    """The modules `demonstration` of the apps that stand above, each with its `load()`: what it adds to the cast."""
    found = [config for config in apps.get_app_configs() if module_has_submodule(config.module, "demonstration")]
    return [import_module(f"{config.name}.demonstration") for config in found]


def source(module):
    """The files of a module, or of a package."""
    path = Path(module.__file__)
    return sorted(path.parent.glob("*.py")) if path.name == "__init__.py" else [path]


@transaction.atomic
def load(*, folder=DATA, force=False):
    """Bring the directory to the public records and the cast. Returns lines to show; none when nothing changed.

    Raises NotADemonstration, or WrongFile and then writes nothing. A sheet that a person changed stays theirs.
    """
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Le jeu de démonstration ne se charge que là où DEMONSTRATION est vrai, jamais en production.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    version = ReferenceVersion.objects.filter(name=NAME).first() or ReferenceVersion(name=NAME)
    current = checksum(folder)
    if version.checksum == current and not force:
        return []
    sheets, remarks = read_records(folder)
    outcome, left = write(sheets)
    accounts, organisations = load_cast()
    more = [line for module in above() for line in module.load()]
    version.checksum = current
    version.save()
    kept = [f"{left} fiches modifiées ou revendiquées depuis : laissées telles quelles."] if left else []
    return [str(outcome), *kept, str(accounts), str(organisations), *more, *(f"À revoir : {remark}" for remark in remarks)]
