"""Imports of lists: some thousands of rows at most, that a kind checks and writes in Python.

    class FundersList(RowsKind):
        name, title = "listes", "Importer une liste"
        permission, back = "projects.add_project", "admin:projects_project_changelist"
        columns = (Column("name", "Intitulé", ("titre du projet", "projet")), Column("amount", "Montant", ("subvention",)))
        heads = ("Intitulé", "Montant")

        def check(self, rows, chosen):
            for row in rows:
                yield Checked(row.line, NEW, values={…}, shown=(…), same_as=…)

        def write_rows(self, lines, batch, told):
            …
            return {"projet créé|projets créés": made}

    register(FundersList())

The pages, the worker, the progress, the lines left aside and the confirmation come from `network.imports`. What was shown is what
is written: the rows are checked again in the transaction that writes them, one import of a kind at a time, and the import stops when
an answer changed meanwhile.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from network.imports.kinds import Kind, WrongChoice
from network.imports.models import StagedRow
from network.imports.statuses import ASIDE, ERROR, KNOWN, NEW, REPEATED, UPDATE, USUAL, USUAL_CHOICES
from network.ui.french import number, plural

MOST = 20_000
AT_ONCE = 1_000
CHANGED = "Depuis la vérification, ce que le portail connaît a changé pour {} (d’abord la ligne {}) : vérifiez à nouveau le fichier."


@dataclass(frozen=True)
class Given:
    """A row of the file: its line, and the text that each matched column holds (`said`); `get` never fails."""

    line: int
    said: dict

    def get(self, name):
        """The text of a column, without spaces around; empty when the file does not say."""
        return self.said.get(name, "").strip()


@dataclass
class Checked:
    """What a kind made of a row.

    `values` are handed back to `write_rows` as JSON keeps them (a date and a Decimal as texts); `shown` are the cells of the
    preview, one for each of the kind's `heads`. `target` is the key of what the row is, or may be, about, and `about` its (name,
    address). Two rows with one `same_as` say the same: the second is set aside. A row with `reasons` and status NEW, UPDATE or
    KNOWN is in error.
    """

    line: int
    status: str
    values: dict = field(default_factory=dict)
    reasons: Iterable = ()
    shown: Iterable = ()
    target: str = ""
    about: tuple = ()
    same_as: str = ""


@dataclass
class Presented:
    """A row as the preview shows it."""

    line: StagedRow
    status: object
    cells: list
    about: tuple
    choices: tuple


class RowsKind(Kind):
    """A kind of import that checks its rows and writes them one by one. `heads` are the titles of what the preview shows."""

    lines, statuses, choices = StagedRow, USUAL, USUAL_CHOICES
    preview_template = "imports/rows.html"
    heads = ()

    def check(self, rows, chosen):
        """A Checked for each Given of the list `rows`; `chosen` is what the person said in `options_form`. Writes nothing."""
        raise NotImplementedError

    def write_rows(self, lines, batch, told):
        """Write the StagedRows `lines`, in the transaction of whoever calls; `told(count)` as it goes. Returns `{word: count}`."""
        raise NotImplementedError

    def stage(self, batch, rows, told):
        """Each row as a line, checked."""
        given = []
        for row, said in rows:
            if len(given) == MOST:
                raise WrongChoice(f"Cette liste a plus de {number(MOST)} lignes : partagez-la en plusieurs fichiers.")
            given.append((Given(row.line, said), row.problems))
        chosen = batch.options.get("chosen", {})
        found = self._checked(given, chosen)
        while some := list(islice(found, AT_ONCE)):
            StagedRow.objects.bulk_create([StagedRow(batch=batch, **columns) for columns in some])
            told(some[-1]["line"])
        return {}

    def write(self, batch, told):
        """The rows to write, checked again."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"import:{self.name}"])
        staged = list(StagedRow.objects.filter(batch=batch).order_by("line"))
        given = [(Given(line.line, line.said), line.problems) for line in staged]
        now = {columns["line"]: columns for columns in self._checked(given, batch.options.get("chosen", {}))}
        compared = ("status", "target", "values")
        changed = [line.line for line in staged if any(getattr(line, name) != now[line.line][name] for name in compared)]
        if changed:
            raise WrongChoice(CHANGED.format(plural(len(changed), "ligne"), changed[0]))
        return self.write_rows([line for line in staged if self.is_wanted(line)], batch, told)

    def is_wanted(self, line):
        """Whether a line is to be written: at once, or because somebody decided so."""
        return self.status(line.status).written and (line.status not in self.choices or line.decision not in ("", ASIDE))

    def present(self, lines):
        """The lines beside what may be decided of each."""
        return [
            Presented(
                line,
                self.status(line.status),
                list(zip(self.heads, line.shown, strict=False)),
                line.about,
                self.choices.get(line.status, ()),
            )
            for line in lines
        ]

    def _checked(self, given, chosen):
        """The columns of each StagedRow, in the order of the file."""
        readable = [row for row, problems in given if not problems or any(row.said.values())]
        answers = {one.line: one for one in self.check(readable, chosen)}
        first = {}
        for row, problems in given:
            one = answers.get(row.line) or Checked(row.line, ERROR)
            reasons, status = [*problems, *one.reasons], one.status
            if problems or (reasons and status in (NEW, UPDATE, KNOWN)):
                status = ERROR
            elif one.same_as and status != ERROR and (before := first.setdefault(one.same_as, row.line)) != row.line:
                status, reasons = REPEATED, [f"dit la même chose que la ligne {before}"]
            shown = [str(text) for text in one.shown] or [row.get(column.name) for column in self.columns][: len(self.heads)]
            yield {
                "line": row.line, "status": status, "reasons": reasons, "said": row.said, "problems": problems, "shown": shown,
                "values": json.loads(json.dumps(one.values, cls=DjangoJSONEncoder)), "target": str(one.target or ""),
                "about": list(one.about),
            }  # fmt: skip
