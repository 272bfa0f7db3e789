"""A worker makes one document: take it up, read the data, print the chapters, bind them, put the file in its place."""

import json
import logging
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

from network.documents import filing, services
from network.documents.kinds import get_kind
from network.documents.press import ANY_OTHER, NO_ROOM, Job, PrinterDied, Unprintable, press
from network.documents.pulse import Pulse

logger = logging.getLogger(__name__)
TRIES = 4  # front matter whose own length keeps changing the numbers in it


def make(document_id):
    """Make the document, unless it is over or in other hands. Whatever goes wrong is written in its row."""
    document = services.claim(document_id=document_id)
    if document is None:
        return
    try:
        with Pulse(document) as pulse:
            _make(document, pulse)
    except PrinterDied as error:
        logger.warning("document %s goes back to the queue: %s", document.pk, error)
        services.release_hold(document=document)
    except Unprintable as error:
        services.fail(document=document, error=str(error), message=error.message)
    except OSError as error:
        message = Unprintable("disk").message if error.errno in NO_ROOM else ANY_OTHER
        services.fail(document=document, error=traceback.format_exc(), message=message)
    except Exception:
        logger.exception("document %s", document.pk)
        services.fail(document=document, error=traceback.format_exc(), message=ANY_OTHER)


def _make(document, pulse):
    press.open()  # it starts while the data are read
    with one_moment():
        book = get_kind(document.kind).compose(document.params)
    pulse.unit, pulse.total = book.unit, sum(part.count for part in book.chapters)
    draft = filing.new_draft()
    try:
        with filing.workplace() as folder:
            pages = _print(book, folder, draft, pulse)
        pulse.write()
        size, checksum = filing.measure(draft)
        file = filing.settle(draft)
    finally:
        draft.unlink(missing_ok=True)
    done = False
    try:
        done = services.complete(document=document, file=file, size=size, checksum=checksum, pages=pages, subjects=book.subjects)
    finally:
        if not done:  # another worker has it now, or the database is away
            filing.discard(file)


@contextmanager
def one_moment():
    """A read-only transaction that sees the data as they are at its start, whatever changes meanwhile."""
    with transaction.atomic():
        if not connection.in_atomic_block or len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@dataclass
class Pages:
    """Where things stand in the bound document: `pages["acteur-12"]` is the number of the page of that anchor."""

    numbers: dict = field(default_factory=dict)
    total: int = 0

    def __getitem__(self, anchor):
        return self.numbers[anchor]

    def shelve(self, parts):
        """Number the pages of `parts`, (path, facts), one after the other."""
        self.numbers, self.total = {}, 0
        for _, facts in parts:
            for anchor, page in facts["anchors"].items():
                self.numbers.setdefault(anchor, self.total + page + 1)
            self.total += facts["pages"]


def _print(book, folder, draft, pulse):
    """Print and bind the book into `draft`; returns the number of pages."""
    parts = _with_matter(book, folder, pulse) if book.front else _printed(book.chapters, folder, pulse, chapter=False)
    for _ in press.run([Job(draft, bind=[path for path, _ in parts], folios=bool(book.front))], wanted=lambda: not pulse.lost):
        pass
    return sum(facts["pages"] for _, facts in parts)


def _with_matter(book, folder, pulse):
    """All parts in order. What names pages is printed once the chapters are, and again if its own length moved them."""
    first = [book.cover] if book.cover else []
    printed = _printed([*book.chapters, *first], folder, pulse)
    chapters, cover, length = printed[: len(book.chapters)], printed[len(book.chapters) :], 1
    for _ in range(TRIES):
        pages, ahead = Pages(), (None, {"anchors": {}, "pages": length})
        pages.shelve([*cover, ahead, *chapters])
        back = _printed(book.back(pages), folder, pulse) if book.back else []
        pages.shelve([*cover, ahead, *chapters, *back])
        front = _printed(book.front(pages), folder, pulse)
        found = sum(facts["pages"] for _, facts in front)
        if found == length:
            return [*cover, *front, *chapters, *back]
        length = found
    raise Unprintable(f"front matter never settles: {length} pages")


def _printed(parts, folder, pulse, *, chapter=True):
    """[(path, facts)] of `parts`: those kept from an earlier document, and those printed now, side by side."""
    places, jobs = {}, {}

    def missing():
        for number, part in enumerate(parts):
            path, there = filing.kept_chapter(part.fingerprint) if chapter and part.keep else (None, False)
            if there:
                places[number] = path
                pulse.done += part.count
            else:
                job = Job(folder / f"{number}-{part.fingerprint}.pdf", html=part.html(), chapter=chapter, media=part.media)
                jobs[job.target] = number
                yield job

    def told(_, pages):
        if not pulse.total:
            pulse.done = pages

    for job in press.run(missing(), told=told, wanted=lambda: not pulse.lost):
        number = jobs[job.target]
        part = parts[number]
        places[number] = filing.keep_chapter(job.target, part.fingerprint) if chapter and part.keep else job.target
        pulse.done += part.count
    return [(places[number], json.loads(Path(f"{places[number]}.json").read_text())) for number in range(len(parts))]
