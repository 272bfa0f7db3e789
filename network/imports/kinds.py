"""What may be imported. Each app registers its own kinds in its `importing.py`.

A kind says which columns it knows, turns the rows of a table into its staged lines, and writes them. The rest (the file, the
pages, the worker, the states) is the same for all and is here. A list of some thousands of rows is a `network.imports.rows.RowsKind`:
its columns, a check and a way to write. Only what must go as fast as PostgreSQL takes a table of lines of its own.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.module_loading import autodiscover_modules

from network.imports.headings import key


class WrongChoice(Exception):
    """What the person chose does not go together; the message is for them."""


class Meanwhile(Exception):
    """What the lines were compared with changed while they were written: all is taken back, and a worker begins again."""


@dataclass(frozen=True)
class Column:
    """Something that a file may say: its name in code and in words, the headings by which it is known, and what it holds.

    `several`: more than one column of the file may feed it; their texts are put together.
    """

    name: str
    label: str
    synonyms: tuple = ()
    help: str = ""
    several: bool = False

    @property
    def keys(self):
        """The headings that mean it, as they are compared."""
        return {key(text) for text in (self.label, self.name.replace("_", " "), *self.synonyms)}


@dataclass(frozen=True)
class Status:
    """Where a line stands, said of one and of several; its colour.

    `written`: confirming may write it; `aside`: somebody may want it back, with its reason.
    """

    name: str
    label: str
    many: str
    level: str = ""
    help: str = ""
    written: bool = False
    aside: bool = False


class Kind:
    """One sort of import. `lines` is the model of its staged lines, `statuses` what a line may be, in the order shown.

    `permission` is needed to use it, `back` names the page that it is reached from. `choices` are the decisions that a person
    may take line by line: {status name: ((decision, label), …)}.
    """

    name = title = permission = back = preview_template = ""
    written_label = "Voir ce qui a été écrit"
    columns = statuses = ()
    lines = None
    choices = {}

    def options_form(self, *args, **kwargs):
        """The form of what the person says beside the columns; None for nothing."""
        return None

    def confirm_form(self, *args, **kwargs):
        """The form of what is to be done with each sort of line; None for nothing."""
        return None

    def check_matching(self, matching):
        """Raises WrongChoice when the columns chosen ({index: name}) are not enough."""

    def stage(self, batch, rows, told):
        """Put the rows, an iterator of (Row, {column name: text}), among the lines of `batch`, each with its status.

        Calls `told(line)` as it goes. Returns what the kind wants to find again in the options.
        """
        raise NotImplementedError

    def write(self, batch, told):
        """Write what was confirmed, in the transaction of whoever calls; returns facts for the page, `{word: count}`."""
        raise NotImplementedError

    def undo(self, batch, by):
        """Take back what was written; raises WrongChoice when something of it was touched since."""
        raise WrongChoice("Cet import ne peut pas être défait.")

    def written_url(self, batch):
        """Where what was written is seen."""
        return reverse(self.back)

    def present(self, lines):
        """What the preview shows of some lines."""
        return list(lines)

    def may_be_undone(self, batch):
        """Whether `undo` has a chance."""
        return False

    @property
    def known(self):
        """All the headings that mean something here."""
        return {heading for column in self.columns for heading in column.keys}

    def guess(self, headings):
        """{index: column name} of the headings that are known; each column once, unless it takes several."""
        found, taken = {}, set()
        for index, heading in enumerate(headings):
            for column in self.columns:
                if key(heading) in column.keys and (column.several or column.name not in taken):
                    found[index] = column.name
                    taken.add(column.name)
                    break
        return found

    def status(self, name):
        """The Status of that name."""
        return next(status for status in self.statuses if status.name == name)


_kinds = {}


def register(kind):
    """Add a kind; its name is taken once. Returns it."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"The import kind “{kind.name}” is registered twice.")
    return kind


def get_kind(name):
    """The kind of that name; KeyError when no app registered it."""
    return _kinds[name]


def all_kinds():
    """Every kind, in the order of their names."""
    return [_kinds[name] for name in sorted(_kinds)]


def discover():
    """Load the kinds of every app."""
    autodiscover_modules("importing")
