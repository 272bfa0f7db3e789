"""The kinds of documents: each app registers its own in its `documents.py`."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils.text import slugify

from network.documents.release import release

_kinds = {}


class Refusal(Exception):
    """The document cannot be asked for so; the message is for the person."""


class Kind:
    """A kind of PDF. Subclass it, give `name` and `title`, write the methods, call `register`."""

    name = title = ""

    def clean(self, data):
        """The parameters, JSON-ready and in one form only, that `data` (a QueryDict) asks for; raises Refusal."""
        return {}

    def allowed(self, user, params):
        """Whether `user` (who may be anonymous) may ask for it and read it; asked again at each download."""
        raise NotImplementedError

    def version(self, params):
        """The version of the data that it would show now, as a short text."""
        raise NotImplementedError

    def summary(self, params):
        """What it will contain: a Summary."""
        raise NotImplementedError

    def compose(self, params):
        """Its content, a Book; read in one transaction that sees the data at one moment."""
        raise NotImplementedError

    def still_true(self, document):
        """Whether all that a ready document shows may still be shown (`document.subjects` as the Book gave them)."""
        return True

    def query(self, params):
        """The query string that asks for `params` again."""
        return ""

    def successor(self, params):
        """The parameters of what took the place of what `params` name; None as long as nothing did."""
        return None

    def file_name(self, document):
        """What the file is called on the reader's disk."""
        return f"{slugify(document.title)[:80]}-{document.finished_at:%Y-%m-%d}.pdf"


@dataclass
class Summary:
    """What a document will contain, before it is made: `facts` are (label, words), `count` of `unit` (« fiche »)."""

    title: str
    facts: list = field(default_factory=list)
    count: int = 1
    unit: str = "page"
    back: str = ""  # the page that shows the same


@dataclass
class Part:
    """A template and its JSON-ready context, which fill one or more pages. `count`: how many units it holds.

    `drawn(context)` adds to the context, when the part is printed and only then, what follows from it and takes long.
    """

    template: str
    context: dict
    count: int = 0
    drawn: object = None
    media: dict = field(default_factory=dict)  # address under /media/ -> path, readable by this part alone
    keep: bool = True  # a chapter is kept for the next document that has the same; what says the hour is not worth it

    @cached_property
    def fingerprint(self):
        """The same for the same content made by the same release: a chapter that did not change is not made again."""
        content = json.dumps([release(), self.template, self.context, self.media], sort_keys=True)
        return sha256(content.encode()).hexdigest()[:40]

    def html(self):
        """The part as HTML."""
        return render_to_string(self.template, {**self.context, **(self.drawn(self.context) if self.drawn else {})})


@dataclass
class Book:
    """A document: chapters, made apart and kept; what stands before and after them is made last, as it knows the pages.

    `front(pages)` and `back(pages)` give Parts; `pages["acteur-12"]` is the page of an anchor, `pages.total` how many there
    are. `cover` comes first; it names no page, so that it is printed with the chapters. Without a front, the document is
    its one chapter. `subjects` name what is shown, for `Kind.still_true`.
    """

    chapters: list
    unit: str = "page"
    cover: Part | None = None
    front: object = None
    back: object = None
    subjects: list = field(default_factory=list)


def register(kind):
    """Make a kind known; a name is taken once."""
    if type(_kinds.setdefault(kind.name, kind)) is not type(kind):
        raise ValueError(f"The kind of document “{kind.name}” is registered twice.")


def get_kind(name):
    """The kind of that name; raises KeyError."""
    return _kinds[name]
