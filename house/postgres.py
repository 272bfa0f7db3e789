"""A private PostgreSQL: its own cluster, one unix socket that only its user may open, no port."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from house.family import SERVER, Child
from house.needs import postgresql
from house.places import own, server_home, server_user, socket_folder
from house.say import Failure, tail

NAME = "portal"
# Statements and the values in their errors stay out of the log: they hold personal data.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "jit": "off",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
THROWAWAY = {"max_connections": "300", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """The cluster of one folder (`var` or `var/test`); `throwaway` trades safety for speed."""

    def __init__(self, folder, log, *, throwaway=False):
        self.user = server_user()
        self.home = server_home(folder, self.user) / "pg"
        self.data = self.home / "data"
        self.sockets = socket_folder(folder, self.user)
        self.prepared = folder / "prepared"
        self.log = log
        self.throwaway = throwaway
        self.child = None

    @property
    def url(self):
        """What DATABASE_URL must be to reach it."""
        return f"postgres://{NAME}@/{NAME}?host={quote(str(self.sockets))}"

    def start(self, family):
        """Make the cluster if there is none yet, and start its server."""
        own(self.home, self.user)
        own(self.sockets, self.user)
        bin_ = self._programs()
        if not self.data.exists():
            self._create(bin_)
        settings = {**SETTINGS, "unix_socket_directories": str(self.sockets), **(THROWAWAY if self.throwaway else {})}
        command = [bin_ / "postgres", "-D", self.data, "-p", "5432", *(f"--{key}={value}" for key, value in settings.items())]
        self.child = family.add(
            Child("PostgreSQL", command, self._env(), self.log, signal.SIGINT, SERVER, self.user, before=self._clear_the_way)
        )

    def wait(self):
        """Return once it answers; a server that died or is slow is a Failure that shows its log."""
        deadline = time.monotonic() + 60
        while not self._ready():
            if self.child.process.poll() is not None or time.monotonic() > deadline:
                raise Failure(f"PostgreSQL n’a pas démarré. Fin de {self.log} :\n{tail(self.log)}")
            time.sleep(0.03)

    def _ready(self):
        lines = self._pid_file().splitlines()
        return len(lines) > 7 and lines[0] == str(self.child.process.pid) and lines[7].strip() == "ready"

    def _pid_file(self):
        try:
            return (self.data / "postmaster.pid").read_text()
        except OSError:
            return ""

    def _clear_the_way(self):
        """Remove what a killed server left; end one that still serves this folder although its supervisor is gone."""
        first = self._pid_file().split("\n", 1)[0].strip()
        if first.isdigit() and _serves(int(first), self.data):
            for number, patience in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 2)):
                if _gone(int(first), number, patience):
                    break
        # Its number may belong to another program by now: PostgreSQL would then refuse to start.
        for leftover in [self.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")]:
            leftover.unlink(missing_ok=True)

    def _programs(self):
        version = int((self.data / "PG_VERSION").read_text()) if self.data.exists() else None
        bin_ = postgresql(version)
        if bin_ is None:
            raise Failure(
                f"La base de {self.data} est de PostgreSQL {version}, qui n’est plus installé. Installez-le, "
                "ou effacez les données locales (démonstration comprise) : make clean ALL=1"
            )
        return bin_

    def _create(self, bin_):
        """All or nothing: a cluster whose making was interrupted is never used."""
        unfinished = self.home / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self.prepared.unlink(missing_ok=True)
        locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
        options = ["--username", NAME, "--auth=trust", "--encoding=UTF8", f"--locale={locale}"]
        self._run([bin_ / "initdb", "-D", unfinished, *options, *(["--no-sync"] if self.throwaway else [])])
        self._run([bin_ / "postgres", "--single", "-D", unfinished, "postgres"], f"CREATE DATABASE {NAME};\n")
        unfinished.rename(self.data)

    def _run(self, command, text=""):
        who = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        with self.log.open("a") as log:
            code = subprocess.run(
                command, input=text, text=True, stdout=log, stderr=log, env=self._env(), cwd=self.home, check=False, **who
            ).returncode
        if code:
            raise Failure(f"{Path(command[0]).name} a échoué. Fin de {self.log} :\n{tail(self.log)}")

    def _env(self):
        return {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(self.home)}


def _serves(pid, data):
    """Whether process `pid` is a PostgreSQL on this very folder."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        if sys.platform == "linux":
            return False
        command = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return f"-D {data} " in command


def _gone(pid, number, patience):
    """Signal a process that is not our child; whether it ended in time."""
    deadline = time.monotonic() + patience
    try:
        os.kill(pid, number)
        while time.monotonic() < deadline:
            os.kill(pid, 0)
            time.sleep(0.05)
    except ProcessLookupError:
        return True
    return False
