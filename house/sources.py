"""What the portal is made of on disk, and whether it changed."""

import hashlib

from house.places import ROOT

APART = {"var", "node_modules", "static", "tests", "docs", "bench", "house"}
KINDS = {".py", ".html", ".txt", ".css", ".svg", ".csv", ".json", ".geojson", ".topojson"}


def fingerprint(*, apart=(), inside=()):
    """Changes whenever a file that a program has read at its start, or caches, does; `inside` are folders it reads besides."""
    seen = hashlib.sha256()
    for top in sorted(ROOT.iterdir()):
        if top.is_dir() and not top.name.startswith(".") and top.name not in {*APART, *apart} - {*inside}:
            for path in sorted(top.rglob("*")):
                if path.suffix in KINDS:
                    found = path.stat()
                    seen.update(f"{path} {found.st_mtime_ns} {found.st_size}\n".encode())
    return seen.hexdigest()
