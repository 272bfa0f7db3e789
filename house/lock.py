"""One at a time in one folder. The kernel drops a lock with its holder, so nothing stale can stop the next start."""

import fcntl
import json
import time

PATIENCE = 30  # seconds that an end under way may take


class Taken(Exception):
    """Another one runs; `about` is what it wrote about itself."""

    def __init__(self, about):
        super().__init__(about)
        self.about = about


def take(path):
    """The open, locked file; raises Taken while another run holds it, unless that run is ending: then waits for it."""
    lock = _open(path)
    deadline = time.monotonic() + PATIENCE
    while not _flock(lock):
        about = read(path)
        if not about.get("ending") or time.monotonic() > deadline:
            lock.close()
            raise Taken(about)
        time.sleep(0.1)
    write(lock)
    return lock


def hold(path):
    """The lock for the warden of a run, once the warden of the run before has finished its work."""
    lock = _open(path)
    deadline = time.monotonic() + PATIENCE
    while not _flock(lock):
        if time.monotonic() > deadline:
            raise Taken({})
        time.sleep(0.1)
    return lock


def read(path):
    """What the holder wrote about itself; empty when nobody did."""
    try:
        return json.loads(path.read_text() or "{}")
    except (OSError, ValueError):
        return {}


def running(path):
    """What the run that holds the lock wrote about itself, or None when nobody holds it."""
    if not path.exists():
        return None
    with _open(path) as lock:
        return None if _flock(lock) else read(path)


def write(lock, **about):
    """Say about oneself."""
    lock.seek(0)
    lock.truncate()
    lock.write(json.dumps(about))
    lock.flush()


def _open(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("a+")


def _flock(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
