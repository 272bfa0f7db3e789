"""The worker's side of printing: jobs go to a process of its own (`printer.py`), a few at a time, and come back as files."""

import errno
import json
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from network.documents.typefaces import prepare

WORDS = {
    "memory": "Ce document demande trop de mémoire pour être mis en page.",
    "time": "Ce document est trop long à mettre en page.",
    "depth": "Ce document est trop imbriqué pour être mis en page.",
    "disk": "Il n’y a plus de place pour écrire ce document.",
}
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
ANY_OTHER = "La mise en page de ce document a échoué."
GRACE = 15  # seconds without a word, past the limits, after which the printer is taken for dead


class Unprintable(Exception):
    """The document cannot be made; `str()` is for the team, `message` for the person."""

    def __init__(self, reason):
        super().__init__(reason)
        self.message = WORDS.get(reason, ANY_OTHER)


class PrinterDied(Exception):
    """The printing process ended by itself: the work can be tried again."""


@dataclass
class Job:
    """One part to lay out (`html`) or one book to bind (`bind`: paths of parts). `target` is where its PDF goes."""

    target: Path
    html: str = ""
    chapter: bool = False
    media: dict = field(default_factory=dict)
    bind: list = field(default_factory=list)
    folios: bool = True

    def words(self, number):
        """What the printer is told; the HTML goes by a file."""
        limits = settings.DOCUMENTS
        words = {"job": number, "target": str(self.target), "memory": limits["memory"] * 1024**2, "seconds": limits["seconds"]}
        if self.bind:
            return {**words, "bind": [str(path) for path in self.bind], "folios": self.folios}
        source = Path(f"{self.target}.html")
        source.write_text(self.html)
        return {**words, "html": str(source), "chapter": self.chapter, "media": self.media}


class Press:
    """One printing process, kept from one document to the next. One document at a time."""

    def __init__(self):
        self.process, self.number, self.buffer, self.lock = None, 0, b"", threading.Lock()

    def run(self, jobs, *, told=lambda job, pages: None, wanted=lambda: True):
        """Do `jobs` (an iterable, read as places become free) and yield each as it is done.

        `told(job, pages)` hears of pages laid out; when `wanted()` turns false, all is dropped. Raises Unprintable or
        PrinterDied.
        """
        with self.lock:
            jobs, doing = iter(jobs), {}
            try:
                self._start()
                job = next(jobs, None)
                while job or doing:
                    if job and len(doing) < settings.DOCUMENTS["processes"]:
                        self.number += 1
                        doing[self.number] = job
                        self._tell(job.words(self.number))
                        job = next(jobs, None)  # its HTML is made while others are printed
                        continue
                    heard = self._hear(wanted)
                    about = doing.get(heard.get("job"))
                    if about and "pages" in heard:
                        told(about, heard["pages"])
                    elif about and "done" in heard:
                        del doing[heard["job"]]
                        Path(f"{about.target}.html").unlink(missing_ok=True)
                        yield about
                    elif about:
                        raise Unprintable("disk" if heard.get("errno") in NO_ROOM else heard.get("failed") or heard["ended"])
            finally:
                if doing:
                    self.stop()  # with its children
                    for left in doing.values():
                        for path in (f"{left.target}.html", left.target, f"{left.target}.json"):
                            Path(path).unlink(missing_ok=True)

    def open(self):
        """Start the printing process, if it is not there, without waiting for it."""
        with self.lock:
            self._start()

    def stop(self):
        """End the printing process and whatever it does."""
        process, self.process, self.buffer = self.process, None, b""
        if process:
            process.stdin.close()  # it ends its children first
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()

    def _start(self):
        if self.process and self.process.poll() is None:
            return
        self.stop()
        folder = Path(settings.DOCUMENTS["folder"])
        scratch = folder / "scratch"
        scratch.mkdir(parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "FONTCONFIG_PATH", "LD_LIBRARY_PATH") if name in os.environ}
        self.process = subprocess.Popen(  # our own module, without the secrets of our environment
            [sys.executable, "-m", "network.documents.printer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            env={**kept, "HOME": str(scratch), "TMPDIR": str(scratch), "PYTHONDONTWRITEBYTECODE": "1"},
        )
        self._tell({"base": settings.SITE_URL + "/", "folders": {settings.STATIC_URL: statics(), "/typefaces/": [("", str(typefaces()))]}})

    def _tell(self, words):
        try:
            self.process.stdin.write(json.dumps(words).encode() + b"\n")
            self.process.stdin.flush()
        except OSError as error:
            raise PrinterDied(str(error)) from error

    def _hear(self, wanted):
        """The next line of the printer."""
        deadline = time.monotonic() + settings.DOCUMENTS["seconds"] + GRACE
        while b"\n" not in self.buffer:
            if not wanted():
                raise PrinterDied("no longer wanted")
            found, _, _ = select.select([self.process.stdout], [], [], 0.5)
            more = os.read(self.process.stdout.fileno(), 65536) if found else b""
            if (found and not more) or time.monotonic() > deadline:
                raise PrinterDied("no answer")
            self.buffer += more
        line, _, self.buffer = self.buffer.partition(b"\n")
        return json.loads(line)


def statics():
    """(path under STATIC_URL, folder) of the static files: those that the finders know, then those that were collected."""
    known = []
    for finder in finders.get_finders():
        for prefix, root in getattr(finder, "locations", ()):
            known.append((prefix, str(root)))
        known += [("", str(storage.location)) for storage in getattr(finder, "storages", {}).values()]
    return [*known, ("", str(settings.STATIC_ROOT))]


def typefaces():
    """The folder of the typefaces, made once."""

    def find(path):
        collected = Path(settings.STATIC_ROOT) / path
        return finders.find(path) or collected

    return prepare(find, Path(settings.DOCUMENTS["folder"]) / "typefaces")


press = Press()
