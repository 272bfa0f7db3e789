"""Files of documents on disk: whole or absent, under names that cannot be guessed."""

import os
import secrets
import shutil
import time
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from django.conf import settings

FOLDER = "documents"  # under MEDIA_ROOT
DRAFTS = "documents/drafts"
DAY = 86400


def new_draft():
    """Where a document is written while it is made: on the file system on which it will stay."""
    folder = Path(settings.MEDIA_ROOT) / DRAFTS
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{secrets.token_hex(16)}.pdf"


def settle(draft):
    """Move a finished draft to its place: written through to the disk, then there at once. Returns its name under MEDIA_ROOT."""
    token = secrets.token_hex(16)
    name = f"{FOLDER}/{token[:2]}/{token}.pdf"
    place = Path(settings.MEDIA_ROOT) / name
    place.parent.mkdir(parents=True, exist_ok=True)
    with open(draft, "rb") as file:
        os.fsync(file.fileno())
    os.replace(draft, place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return name


def measure(path):
    """(size in bytes, SHA-256)."""
    with open(path, "rb") as file:
        return os.fstat(file.fileno()).st_size, file_digest(file, "sha256").hexdigest()


def discard(name):
    """Delete the file `name` under MEDIA_ROOT, if it is there."""
    if name:
        (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)


@contextmanager
def workplace():
    """A folder for the files of one job."""
    folder = Path(settings.DOCUMENTS["folder"]) / "jobs" / secrets.token_hex(8)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def kept_chapter(fingerprint):
    """(where the chapter of that fingerprint is kept, whether it is there). Looking at it keeps it longer."""
    path = Path(settings.DOCUMENTS["folder"]) / "chapters" / fingerprint[:2] / f"{fingerprint}.pdf"
    facts = Path(f"{path}.json")
    try:
        os.utime(path)
        os.utime(facts)
    except OSError:
        return path, False
    return path, True


def keep_chapter(made, fingerprint):
    """Keep a chapter just made, with its facts, for the next document that has the same."""
    path, _ = kept_chapter(fingerprint)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.replace(made, path)
    os.replace(f"{made}.json", f"{path}.json")  # last: without it, the chapter is not there
    return path


def sweep(names):
    """Delete what nobody needs: files of documents that are not in `names`, drafts and work of a day ago, old chapters."""
    root, cache = Path(settings.MEDIA_ROOT), Path(settings.DOCUMENTS["folder"])
    limit = settings.DOCUMENTS["keep_days"] * DAY
    for path in (root / FOLDER).glob("*/*.pdf"):
        if str(path.relative_to(root)) not in names and _older(path, DAY):
            path.unlink(missing_ok=True)
    for folder in ("jobs", "scratch"):
        for path in (cache / folder).glob("*"):
            if _older(path, DAY):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    for path in (cache / "chapters").glob("*/*"):
        if _older(path, limit):
            path.unlink(missing_ok=True)


def _older(path, seconds):
    try:
        return time.time() - path.stat().st_mtime > seconds
    except OSError:
        return False
