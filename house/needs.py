"""What the system must have before Python packages can do the rest, and how each system names it."""

import ctypes.util
import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

OLDEST_POSTGRESQL = 15
POSTGRESQL_FOLDERS = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
]


@dataclass(frozen=True)
class Need:
    """One thing: the check that it is there, and its name for each package manager."""

    what: str
    there: object
    apt: str
    dnf: str
    brew: str


def postgresql(version=None):
    """The folder of PostgreSQL's programs: the newest that is recent enough, or that of a given major version. None without it."""
    found = {}
    for pattern in POSTGRESQL_FOLDERS:
        for folder in Path("/").glob(pattern[1:]):
            number = re.search(r"(\d+)", folder.parent.name)
            if number and (folder / "initdb").exists():
                found[int(number[1])] = folder
    on_path = shutil.which("initdb")
    if on_path and not found:
        found[_version(on_path)] = Path(on_path).resolve().parent
    usable = [number for number in found if number >= OLDEST_POSTGRESQL and version in (None, number)]
    return found[max(usable)] if usable else None


def _version(program):
    text = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)", text)
    return int(number[1]) if number else 0


def redis():
    """Redis's server program. Debian's redis-tools holds it under another name, without the service that starts at boot."""
    return shutil.which("redis-server") or shutil.which("valkey-server") or shutil.which("redis-check-rdb")


def chromium():
    """The browser of the browser tests."""
    return next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


def _library(*names):
    return lambda: all(ctypes.util.find_library(name) or _brewed(name) for name in names)


def _brewed(name):
    return any(Path(folder, f"lib{name}.dylib").exists() for folder in ("/opt/homebrew/lib", "/usr/local/lib"))


def _virtual_environments():
    return importlib.util.find_spec("ensurepip")


def _fonts():
    return Path("/etc/fonts").exists() or _brewed("fontconfig")


DATABASE_NAME = f"PostgreSQL {OLDEST_POSTGRESQL} ou plus récent"
PANGO, HARFBUZZ = _library("pango-1.0", "pangoft2-1.0"), _library("harfbuzz-subset")
# Columns: what for, the check, then its name for apt, dnf and brew.
PYTHON = [Need("les environnements virtuels de Python", _virtual_environments, "python3-venv", "python3-pip", "python")]
DATABASE = [Need(DATABASE_NAME, postgresql, "postgresql", "postgresql-server postgresql-contrib", "postgresql@17")]
REDIS = [Need("Redis", redis, "redis-tools", "redis", "redis")]
RENDERING = [
    Need("Pango, qui compose les PDF", PANGO, "libpango-1.0-0 libpangoft2-1.0-0", "pango", "pango"),
    Need("HarfBuzz, qui allège leurs polices", HARFBUZZ, "libharfbuzz-subset0", "harfbuzz", "harfbuzz"),
    Need("une police de secours", _fonts, "fonts-dejavu-core", "dejavu-sans-fonts", "fontconfig"),
]
TESTING = [
    Need("Chromium, pour les tests du navigateur", chromium, "chromium", "chromium", "chromium"),
    Need("poppler, pour lire les PDF", lambda: shutil.which("pdftotext"), "poppler-utils", "poppler-utils", "poppler"),
]


def missing(needs):
    """Those of `needs` that this machine lacks."""
    return [need for need in needs if not need.there()]


def to_run(*, database=True, redis=True):
    """What the portal needs; a server that the environment names need not be here."""
    return [*PYTHON, *(DATABASE if database else []), *(REDIS if redis else []), *RENDERING]
