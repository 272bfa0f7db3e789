"""What the verbs of people and of workers share: reading the file as its options say, and changing the state of an import."""

from django.conf import settings
from django.utils import timezone

from network.imports.enums import State
from network.imports.errors import UnreadableFile
from network.imports.kinds import get_kind
from network.imports.tables import read_table
from network.notifications.services import send

READING = ("header_line", "sheet", "encoding")


def table_of(batch):
    """The Table of an import's file, read as its options say. Raises UnreadableFile."""
    if not batch.file or not batch.path.exists():
        raise UnreadableFile("Le fichier de cet import n’est plus gardé : envoyez-le à nouveau.")
    reading = {name: batch.options.get(name) for name in READING}
    return read_table(batch.path, batch.name, known=get_kind(batch.kind).known, **reading)


def move(batch, state):
    batch.state, batch.moved_at, batch.token = state, timezone.now(), None
    batch.done, batch.total = 0, batch.lines if state == State.WRITING else 0
    batch.error = batch.message = ""
    batch.save()


def give_up(batch, error, message):
    move(batch, State.FAILED)
    batch.error, batch.message = error[:4000], message[:400]
    batch.save(update_fields=["error", "message"])
    tell(batch)


def tell(batch):
    """An e-mail, when the person has had time to look elsewhere."""
    if batch.by is None or batch.called_at is None or (timezone.now() - batch.called_at).total_seconds() < settings.IMPORTS["mail_after"]:
        return
    context = {"name": batch.name, "state": batch.state, "message": batch.message, "counts": _said(batch)}
    context["url"] = settings.SITE_URL + batch.get_absolute_url()
    send(kind="import_moved", to=batch.by, context=context, dedupe=f"import:{batch.pk}:{batch.state}:{batch.moved_at:%s}")


def _said(batch):
    kind = get_kind(batch.kind)
    return [
        (status.many if batch.counts.get(status.name, 0) > 1 else status.label, batch.counts[status.name])
        for status in kind.statuses
        if batch.counts.get(status.name)
    ]
