"""Where things are kept: all of it under var/, unless a server's own user or a socket's short name cannot live there."""

import grp
import hashlib
import os
import pwd
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var").absolute()
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
SOCKET_NAME_LIMIT = 100  # 107 bytes on Linux, 103 on macOS, for the whole path of a socket


def server_user():
    """Who runs PostgreSQL and Redis: nobody else when we are a plain person, an unprivileged user when we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "_postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def reachable(folder, user):
    """Whether `user` may walk down to `folder` (which need not exist yet)."""
    groups = {user.pw_gid, *(g.gr_gid for g in grp.getgrall() if user.pw_name in g.gr_mem)}
    for parent in [*reversed(folder.parents), folder]:
        if not parent.exists():
            return True
        found = parent.stat()
        bit = 0o100 if found.st_uid == user.pw_uid else 0o010 if found.st_gid in groups else 0o001
        if not found.st_mode & bit:
            return False
    return True


def fallback(folder):
    """A folder of the same meaning that every user can reach, named after the one it stands for."""
    return Path("/var/lib") / f"portal-{_mark(folder)}"


def _mark(folder):
    return hashlib.sha256(str(folder).encode()).hexdigest()[:10]


def server_home(folder, user):
    """Where the servers of `folder` keep their data."""
    return folder if user is None or reachable(folder.parent, user) else fallback(folder)


def socket_folder(folder, user):
    """A folder for sockets whose names stay short enough, readable by nobody else."""
    preferred = server_home(folder, user) / "run"
    if len(os.fsencode(preferred / ".s.PGSQL.5432.lock")) <= SOCKET_NAME_LIMIT:
        return preferred
    if os.geteuid() == 0:
        return Path("/run") / f"portal-{_mark(folder)}"
    return Path(os.environ.get("XDG_RUNTIME_DIR") or "/tmp") / f"portal-{os.getuid()}-{_mark(folder)}"  # noqa: S108


def own(folder, user):
    """Make `folder` with its parents; it belongs to the servers' user and to nobody else."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    if folder.is_symlink() or folder.stat().st_uid != (user.pw_uid if user else os.geteuid()):
        raise PermissionError(f"{folder} appartient à quelqu’un d’autre.")
    folder.chmod(0o700)
    return folder


def environment(*, own_database=True, **extra):
    """What our programs inherit: the caller's environment, our virtual environment first, no PG* meant for another server."""
    hidden = {"PYTHONHOME", "MAKEFLAGS", *(name for name in os.environ if own_database and name.startswith("PG"))}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "PATH": f"{VENV / 'bin'}:{kept.get('PATH', os.defpath)}", "PYTHONUNBUFFERED": "1", **extra}
