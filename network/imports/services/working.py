"""What a worker does: check the lines of a file, write those that were confirmed; and what keeps either from being lost."""

import logging
import os
import socket
import traceback
import uuid

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Count
from django.db.models.functions import Now
from django.utils import timezone

from network.audit.services import record
from network.imports import filing
from network.imports.enums import AT_WORK, State
from network.imports.errors import UnreadableFile
from network.imports.kinds import Meanwhile, WrongChoice, get_kind
from network.imports.models import Import
from network.imports.pulse import Pulse
from network.imports.services.moving import give_up, move, table_of, tell
from network.imports.services.steps import WORK_TASK
from network.publishing import publish

EXHAUSTED = "Le travail a été interrompu plusieurs fois. Rien n’a été écrit."
ANY_OTHER = "L’import a échoué pour une raison imprévue. Rien n’a été écrit ; l’équipe technique peut en lire la cause."

logger = logging.getLogger(__name__)


class Lost(Exception):
    """Another worker has the import now: what was done here is rolled back."""


def work(*, batch_id):
    """A worker's turn on one import: check it or write it, whichever it waits for. Whatever goes wrong is written in its row."""
    batch = claim(batch_id=batch_id)
    if batch is None:
        return
    try:
        with Pulse(batch) as pulse:
            (stage if batch.state == State.CHECKING else write)(batch=batch, pulse=pulse)
    except Lost:
        logger.warning("import %s is in other hands", batch.pk)
    except (UnreadableFile, WrongChoice) as error:
        fail(batch=batch, error=str(error), message=str(error))
    except (OperationalError, InterfaceError, IntegrityError, Meanwhile):  # the database went away, or somebody wrote the same just now
        logger.exception("import %s goes back to the queue", batch.pk)
        let_go(batch=batch)
    except Exception:
        logger.exception("import %s", batch.pk)
        fail(batch=batch, error=traceback.format_exc(), message=ANY_OTHER)


@transaction.atomic
def claim(*, batch_id):
    """The Import, now held by this worker under a new token; None when it is in other hands, or there is nothing to do."""
    batch = Import.objects.select_for_update(skip_locked=True).filter(pk=batch_id, state__in=AT_WORK).first()
    if batch is None or (batch.token is not None and not Import.objects.abandoned().filter(pk=batch_id).exists()):
        return None
    if batch.attempts >= settings.IMPORTS["attempts"]:
        give_up(batch, f"interrupted {batch.attempts} times, last by {batch.worker}", EXHAUSTED)
        return None
    batch.token, batch.attempts, batch.done = uuid.uuid4(), batch.attempts + 1, 0
    batch.worker, batch.heartbeat_at = f"{socket.gethostname()[:60]}:{os.getpid()}", timezone.now()
    batch.save()
    Import.objects.filter(pk=batch.pk).update(heartbeat_at=Now())
    return batch


def stage(*, batch, pulse):
    """Put the lines of the file apart, each with its status, and show them: the work of « vérification »."""
    kind = get_kind(batch.kind)
    with transaction.atomic():
        table = table_of(batch)
        matching = {int(index): name for index, name in batch.options["matching"].items()}
        kind.lines.objects.filter(batch=batch)._raw_delete("default")

        def told(count):
            pulse.done = count

        pulse.total = table.length
        found = kind.stage(batch, _mapped(table, matching), told)
        held = _held(batch, pulse)
        held.options = {**held.options, **(found or {})}
        held.counts = _counted(kind, batch)
        if not held.counts:
            raise UnreadableFile("Ce fichier n’a aucune ligne sous ses titres.")
        held.warnings = table.warnings
        move(held, State.PREVIEWED)
        tell(held)


def write(*, batch, pulse):
    """Write what was confirmed, in one transaction with the end of the import."""
    kind = get_kind(batch.kind)
    with transaction.atomic():
        if _counted(kind, batch) != batch.counts:
            raise UnreadableFile("Les lignes vérifiées ont été perdues par une panne : vérifiez à nouveau le fichier. Rien n’a été écrit.")

        def told(count):
            pulse.done = count

        facts = kind.write(batch, told)
        held = _held(batch, pulse)
        held.options = {**held.options, "written": facts}
        move(held, State.DONE)
        record(by=held.by, verb="importer", target=held, changes={words.partition("|")[2]: [None, count] for words, count in facts.items()})
        tell(held)


@transaction.atomic
def fail(*, batch, error, message):
    """Give an import up, if this worker still holds it: `error` for the team, `message` for the person."""
    held = Import.objects.select_for_update().filter(pk=batch.pk, token=batch.token, state__in=AT_WORK).first()
    if held is not None:
        give_up(held, error, message)


def let_go(*, batch):
    """Put an import back in the queue: this worker cannot go on, another will."""
    Import.objects.filter(pk=batch.pk, token=batch.token).update(token=None, called_at=None)


def call_overlooked():
    """Hand to the workers what they lost or never heard of. Returns how many imports."""
    found = list(Import.objects.overlooked().order_by("created_at", "pk").values_list("pk", flat=True)[:50])
    for pk in found:
        if not publish(WORK_TASK, str(pk)):
            break  # the queue is away: the next round will tell
        Import.objects.filter(pk=pk).update(called_at=Now())
    return len(found)


def clear_away():
    """Forget the files and lines of old imports; what they did stays written in their rows."""
    for batch in Import.objects.out_of_date().order_by("moved_at", "pk")[:200]:
        with transaction.atomic():
            get_kind(batch.kind).lines.objects.filter(batch=batch).delete()
            late = {"state": State.DROPPED} if batch.state in (State.READ, State.PREVIEWED) else {}
            Import.objects.filter(pk=batch.pk).update(file="", **late)
        filing.discard(batch.file)
    filing.sweep(set(Import.objects.exclude(file="").values_list("file", flat=True)))


def _held(batch, pulse):
    pulse.stop()
    held = Import.objects.select_for_update().filter(pk=batch.pk, token=batch.token).first()
    if held is None:
        raise Lost
    return held


def _counted(kind, batch):
    found = kind.lines.objects.filter(batch=batch).order_by().values_list("status").annotate(Count("line"))
    return dict(found)


def _mapped(table, matching):
    """(Row, {column name: text}) of each row; the texts of several columns for one are put together."""
    width = len(table.headings)
    places = [(index, name) for index, name in sorted(matching.items()) if index < width]
    for row in table.rows():
        said = {}
        for index, name in places:
            text = row.cells[index]
            said[name] = f"{said[name]} {text}".strip() if said.get(name) else text
        yield row, said
