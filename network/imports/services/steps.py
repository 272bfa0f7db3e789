"""What people do: send a file, match its columns, have it checked, decide, confirm, drop, undo."""

from django.db import transaction
from django.utils import timezone

from network.audit.services import record
from network.imports import filing
from network.imports.enums import State
from network.imports.errors import UnreadableFile
from network.imports.kinds import WrongChoice, get_kind
from network.imports.models import Import
from network.imports.services.moving import move, table_of
from network.imports.tables import read_table
from network.publishing import publish_on_commit

WORK_TASK = "imports.work"


@transaction.atomic
def receive(*, kind, file, name, by):
    """Take a file in: the Import, whose columns wait for somebody's eyes. Raises UnreadableFile."""
    definition = get_kind(kind)
    table = read_table(file, name, known=definition.known)
    try:
        kept, checksum, size = filing.keep(file)
    except OSError:
        raise UnreadableFile("Le serveur n’a pas pu garder ce fichier. Réessayez dans un moment.") from None
    try:
        batch = Import(kind=kind, name=_plain(name), file=kept, checksum=checksum, size=size, by=by)
        _describe(batch, table)
        batch.options = {"matching": definition.guess(table.headings)}
        batch.save(force_insert=True)
        record(by=by, verb="envoyer", target=batch)
    except BaseException:
        filing.discard(kept)
        raise
    return batch


@transaction.atomic
def read_again(*, batch, by, header_line=None, sheet=None, encoding=None):
    """Read the file in another way: other headings, another sheet, another encoding. Raises UnreadableFile."""
    current = _movable(batch, State.READ, State.PREVIEWED)
    current.options = {**current.options, "header_line": header_line, "sheet": sheet, "encoding": encoding}
    table = table_of(current)
    current.options["matching"] = get_kind(current.kind).guess(table.headings)
    _describe(current, table)
    move(current, State.READ)
    return current


@transaction.atomic
def check(*, batch, matching, chosen, by):
    """Have the file checked with its columns matched ({index: column name}) and what the kind asks besides. A worker does it."""
    current = _movable(batch, State.READ, State.PREVIEWED, State.FAILED)
    kind = get_kind(current.kind)
    for column in kind.columns:
        if not column.several and list(matching.values()).count(column.name) > 1:
            raise WrongChoice(f"Deux colonnes sont dites « {column.label} » : gardez-en une.")
    kind.check_matching(matching)
    current.options = {**current.options, "matching": {str(index): name for index, name in matching.items()}, "chosen": chosen}
    _begin(current, State.CHECKING)
    return current


@transaction.atomic
def decide(*, batch, decisions, by):
    """Say line by line what is to be done: {line: decision}; only while nothing is written."""
    current = _movable(batch, State.PREVIEWED)
    lines = get_kind(current.kind).lines.objects.filter(batch=current)
    for decision in set(decisions.values()):
        lines.filter(line__in=[line for line, said in decisions.items() if said == decision]).update(decision=decision)


@transaction.atomic
def confirm(*, batch, chosen, by):
    """Have written what the preview shows. A worker does it, whole or not at all."""
    current = _movable(batch, State.PREVIEWED)
    current.options = {**current.options, "confirmed": chosen, "confirmed_by": by.pk}
    record(by=by, verb="confirmer", target=current, changes={"counts": [None, current.counts]})
    _begin(current, State.WRITING)
    return current


@transaction.atomic
def drop(*, batch, by):
    """Give an import up before anything is written."""
    current = _movable(batch, State.READ, State.PREVIEWED, State.FAILED)
    get_kind(current.kind).lines.objects.filter(batch=current).delete()
    file, current.file = current.file, ""
    move(current, State.DROPPED)
    record(by=by, verb="abandonner", target=current)
    transaction.on_commit(lambda: filing.discard(file), robust=True)
    return current


@transaction.atomic
def undo(*, batch, by):
    """Take back all that an import wrote. Raises WrongChoice when something of it was touched since."""
    current = _movable(batch, State.DONE)
    get_kind(current.kind).undo(current, by)
    move(current, State.UNDONE)
    record(by=by, verb="défaire", target=current)
    return current


def left_aside(*, batch):
    """{line: (status, reasons)} of the lines that are not written, or wait for a person to say."""
    kind = get_kind(batch.kind)
    apart = [status.name for status in kind.statuses if status.aside]
    lines = kind.lines.objects.filter(batch=batch, status__in=apart).order_by("line")
    return {line: (status, reasons) for line, status, reasons in lines.values_list("line", "status", "reasons")}


def _movable(batch, *states):
    current = Import.objects.select_for_update().get(pk=batch.pk)
    if current.state not in states:
        raise WrongChoice(f"Cet import est à l’état « {current.get_state_display()} » : rien n’a été changé.")
    return current


def _begin(batch, state):
    batch.attempts, batch.called_at = 0, timezone.now()
    move(batch, state)
    publish_on_commit(WORK_TASK, str(batch.pk))


def _plain(name):
    return "".join(char for char in str(name).replace("\\", "/").rpartition("/")[2] if char.isprintable())[:200] or "fichier"


def _describe(batch, table):
    batch.described, batch.warnings = table.described[:200], table.warnings
