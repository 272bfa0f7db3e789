"""Files that people sent, kept outside the static tree under names that cannot be guessed, until their import is old."""

import os
import secrets
import time
from hashlib import sha256
from pathlib import Path

from django.conf import settings

FOLDER = "imports"  # under MEDIA_ROOT
DAY = 86400


def keep(file):
    """Write an uploaded file to the disk; returns (name under MEDIA_ROOT, SHA-256, size). Whole, or an OSError and nothing."""
    token = secrets.token_hex(16)
    name = f"{FOLDER}/{token[:2]}/{token}"
    place = Path(settings.MEDIA_ROOT) / name
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, size = sha256(), 0
    try:
        with place.open("xb") as kept:
            file.seek(0)
            while chunk := file.read(1 << 20):
                kept.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            kept.flush()
            os.fsync(kept.fileno())
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return name, digest.hexdigest(), size


def discard(name):
    """Delete the file `name` under MEDIA_ROOT, if it is there."""
    if name:
        (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)


def sweep(names):
    """Delete files a day old that no import in `names` has."""
    root = Path(settings.MEDIA_ROOT)
    for path in (root / FOLDER).glob("*/*"):
        try:
            old = time.time() - path.stat().st_mtime > DAY
        except OSError:
            continue
        if old and str(path.relative_to(root)) not in names:
            path.unlink(missing_ok=True)
