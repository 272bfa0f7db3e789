"""Which release of the portal made a page: a page kept by an older release is not served by a newer one."""

from functools import cache
from hashlib import sha256

from django.conf import settings

FOLDERS = ("templates", "static", "network", "actors", "crm", "memberships", "projects", "events", "trainings", "observatory", "portal")


@cache
def release():
    """A short fingerprint of code, templates and static files, read once a process."""
    digest = sha256()
    for folder in FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".svg", ".txt"}:
                stat = path.stat()
                digest.update(f"{path.relative_to(settings.BASE_DIR)}:{stat.st_size}:{stat.st_mtime_ns};".encode())
    return digest.hexdigest()[:12]
