"""The import of organisations, as `network.imports` runs it."""

from itertools import islice
from urllib.parse import urlencode

from django.db import connection

from actors.importing import matching, presenting, reading, undoing, writing
from actors.importing.columns import COLUMNS, STATUSES
from actors.importing.forms import ConfirmForm, OptionsForm
from actors.models import ImportedLine
from network.directory.versions import version
from network.imports.kinds import Kind, WrongChoice
from network.imports.statuses import NEAR

COPIED = (
    *("name", "acronym", "other_names", "slug", "college", "kind", "siren", "siret", "rna", "uai", "presentation", "website"),
    *("street", "postcode", "municipality", "place", "department", "public_email", "public_phone", "founded"),
    *("countries", "themes", "ways", "languages"),
)
LISTS = {"countries", "themes", "ways", "languages"}
REST = {"decision": "", "fills": "{}"}
TOLD_EVERY = 500


class ActorImport(Kind):
    """Sheets of the directory from any list."""

    name, title = "acteurs", "Importer des acteurs"
    permission, back = "actors.add_actor", "admin:actors_actor_changelist"
    columns, statuses, lines = COLUMNS, STATUSES, ImportedLine
    preview_template, written_label = "actors/admin/import_lines.html", "Voir les fiches créées"
    choices = {NEAR: (("", "comme les autres"), ("create", "créer"), ("complete", "c’est elle : compléter"), ("skip", "laisser"))}

    def options_form(self, *args, batch, **kwargs):
        """Kind, origin, source."""
        initial = {"source": batch.name[:250], **batch.options.get("chosen", {})}
        return OptionsForm(*args, initial=initial, **kwargs)

    def confirm_form(self, *args, **kwargs):
        """What to do with sheets that are known, or nearly."""
        return ConfirmForm(*args, **kwargs)

    def check_matching(self, matching):
        """A name is needed, and each other column once."""
        if "name" not in matching.values():
            raise WrongChoice("Choisissez la colonne qui contient le nom des structures.")

    def stage(self, batch, rows, told):
        """Each row as a line, then all of them compared."""
        reader = reading.Reader(batch.options.get("chosen", {}))
        columns = ["batch_id", "line", "status", "reasons", *COPIED, *REST]
        rest, batch_key = list(REST.values()), str(batch.pk)
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY actors_importedline ({', '.join(columns)}) FROM STDIN") as copy,
        ):
            while some := list(islice(rows, TOLD_EVERY)):
                for row, said in some:
                    values, reasons = reader.read(row, said)
                    said_of = [values[name] if name not in LISTS else _array(values[name]) for name in COPIED]
                    copy.write_row([batch_key, row.line, reading.status_of(reasons), _array(reasons), *said_of, *rest])
                told(some[-1][0].line)
        return {"seen": matching.match(batch)}

    def write(self, batch, told):
        """The sheets; compared again when the directory changed since the preview, or while they were written."""
        seen = batch.options.get("seen")
        writing.hold(batch)
        while version("actors") != seen:
            seen = matching.match(batch, again=True)
            writing.hold(batch)
        return writing.write(batch, seen, told)

    def written_url(self, batch):
        """The list, narrowed to the source that its new sheets cite."""
        return f"{super().written_url(batch)}?{urlencode({'source__exact': batch.options['chosen']['source']})}"

    def present(self, lines):
        """Lines in words, with the sheet that each is about."""
        return presenting.present(list(lines), self)

    def may_be_undone(self, batch):
        """Whether it made sheets and completed none."""
        written = batch.options.get("written", {})
        return bool(written.get(writing.CREATED)) and not written.get(writing.COMPLETED)

    def undo(self, batch, by):
        """Delete the sheets that it made, as long as nobody touched one of them."""
        undoing.undo(batch, by)


def _array(values):
    """A list as PostgreSQL writes it: psycopg takes longer over the type of an empty one than over all the rest."""
    if not values:
        return "{}"
    quoted = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return '{"' + '","'.join(quoted) + '"}'
