"""The rows of imports: a file of organisations through the code of the portal, beside PostgreSQL's COPY into the same table.

The reference takes the very sheets that the import made, every column, and copies them into `actors_actor` with all that it
carries: its indexes, constraints (those that wait for the end too), computed names and search triggers. The import starts from the
file: decoding, the checks of each line, the search for duplicates in the directory and in the file, the trail of each sheet.
"""

import csv
import io
import resource
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from django.conf import settings
from django.db import connection, transaction

from actors.models import Actor, ImportedLine
from bench.fill import NAMES, WORDS
from network.accounts.models import User
from network.imports import services
from network.imports.models import Import
from network.taxonomy.models import Municipality

CHOSEN = {"kind": "association", "provenance": "public_record", "source": "Mesure"}
CONFIRMED = {"known": "complete", "near": "create"}


def measure(report, total, rows=100_000):
    """Prints the rows of an import of `rows` lines into a directory of `total` actors; leaves the directory as it was."""
    with TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = Path(folder)
        octets = _file(rows)
        for publish, what, bar in ((True, "fiches publiées", 0.7), (False, "brouillons, hors de la table de recherche", None)):
            with _for_nothing():
                checked, written, made = _imported(octets, publish)
                copied = _copied(made)
            ours = checked + written
            report.line(f"{total} : {rows} lignes importées ({what}) / COPY", copied / ours, bar, least=True, detail=_detail(ours, copied))
            report.line(f"{total} : … dont la vérification des lignes", checked / ours, None, detail=f"{checked:.1f} s")
        report.line(f"{total} : mémoire de l’import", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, None, unit="Mo")


def _file(rows):
    """A CSV as the team gets them: Windows-1252, semicolons, names and numbers as people write them."""
    communes = list(Municipality.objects.order_by("code").values_list("name", "postcodes"))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Nom de l'organisme", "Numéro RNA", "Adresse", "CP", "Ville", "Site web", "Description"])
    for number in range(rows):
        name, postcodes = communes[number * 7919 % len(communes)]
        words = (NAMES[number % 8], WORDS[number // 8 % 24], WORDS[number // 192 % 24], name, number)
        rna, street, site = f"W44{number:07d}", f"{number % 90 + 1} rue de l'École", f"www.exemple-{number}.org"
        about = f"Nous agissons pour {words[1]} et {words[2]} avec nos partenaires."
        writer.writerow([" ".join(map(str, words)), rna, street, postcodes[0] if postcodes else "", name, site, about])
    return text.getvalue().encode("cp1252")


@contextmanager
def _for_nothing():
    """A transaction taken back at the end, and its traces swept."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE actors_actor, actors_importedline, actors_searchentry, audit_entry")


def _imported(octets, publish):
    """(seconds to check, seconds to write, the sheets made)."""
    user, _ = User.objects.get_or_create(email="mesure@demo.example")
    start = perf_counter()
    batch = services.receive(kind="acteurs", file=io.BytesIO(octets), name="mesure.csv", by=user)
    matching = {int(index): name for index, name in batch.options["matching"].items()}
    services.check(batch=batch, matching=matching, chosen=CHOSEN, by=user)
    _worked(batch)
    checked = perf_counter()
    services.confirm(batch=batch, chosen={**CONFIRMED, "publish": publish}, by=user)
    _worked(batch)
    return checked - start, perf_counter() - checked, ImportedLine.objects.filter(batch=batch).values("made")


def _worked(batch):
    services.work(batch_id=batch.pk)
    batch.refresh_from_db()
    if batch.error:
        raise RuntimeError(batch.error)
    Import.objects.filter(pk=batch.pk).update(attempts=0)


def _copied(made):
    """Seconds that COPY takes for the sheets `made`, which are taken away first."""
    columns = [field.column for field in Actor._meta.local_concrete_fields if not field.generated]
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT {names} FROM actors_actor WHERE source = 'Mesure'")  # noqa: S608
        with cursor.copy(f"COPY kept ({names}) TO STDOUT") as copy:
            octets = b"".join(copy)
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM actors_searchentry WHERE actor_id IN (SELECT id FROM kept)")
        cursor.execute("DELETE FROM actors_actor WHERE source = 'Mesure'")
        cursor.execute("SET LOCAL session_replication_role = origin")
        start = perf_counter()
        with cursor.copy(f"COPY actors_actor ({names}) FROM STDIN") as copy:
            copy.write(octets)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as its commit would; the import does so too
        return perf_counter() - start


def _detail(ours, copied):
    return f"{ours:.1f} s, COPY {copied:.1f} s"
