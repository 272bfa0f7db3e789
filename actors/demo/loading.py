"""Loading the demonstration: public records, then the cast, in one transaction."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

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
    for path in [*(folder / name for name in FILES), *sorted(Path(__file__).parent.glob("*.py"))]:
        digest.update(path.read_bytes() if path.exists() else b"absent")
    return digest.hexdigest()


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
    version.checksum = current
    version.save()
    kept = [f"{left} fiches modifiées ou revendiquées depuis : laissées telles quelles."] if left else []
    return [str(outcome), *kept, str(accounts), str(organisations), *(f"À revoir : {remark}" for remark in remarks)]
