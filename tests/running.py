"""Real processes beside the test: a web server, a Redis, a sender, on the test's own database."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress

from django.conf import settings
from django.db import connection


def environment(**variables):
    """The environment of a process that works on the test's database."""
    place = connection.settings_dict
    login = place["USER"] + (f":{place['PASSWORD']}" if place["PASSWORD"] else "")
    host = place["HOST"]
    address = f"/{place['NAME']}?host={host}" if host.startswith("/") else f"{host}:{place['PORT'] or 5432}/{place['NAME']}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "network.settings.dev",
        "DEBUG": "no",
        "DATABASE_URL": f"postgres://{login + '@' if login else ''}{address}",
        **variables,
    }


@contextmanager
def process(*command, **variables):
    """A Python module or program running on the test's database; killed at the end."""
    started = subprocess.Popen([sys.executable, *command], env=environment(**variables), cwd=settings.BASE_DIR, start_new_session=True)
    try:
        yield started
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()


@contextmanager
def redis(path):
    """A Redis listening on the socket `path`, that the test may stop or freeze."""
    server = subprocess.Popen(["redis-server", "--port", "0", "--unixsocket", str(path), "--save", ""], stdout=subprocess.DEVNULL)
    while not path.exists():
        time.sleep(0.02)
    try:
        yield server
    finally:
        if server.poll() is None:
            server.kill()
        server.wait()


class Gate:
    """A door before PostgreSQL, in the folder `path`: closed, the server is gone; open, it is back."""

    def __init__(self, path):
        place = connection.settings_dict
        host, port = place["HOST"], place["PORT"] or 5432
        self._behind = f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, int(port))
        self.path, self._door = path / ".s.PGSQL.5432", None
        self._passing = []
        self.address = f"postgres://{place['USER'] + '@' if place['USER'] else ''}/{place['NAME']}?host={path}"

    def open(self):
        """Let connections through."""
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(self.path))
        self._door.listen()
        threading.Thread(target=self._welcome, args=(self._door,), daemon=True).start()

    def close(self):
        """Cut every connection, and refuse new ones."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.path.unlink()
        for side in self._passing:
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
        self._passing = []

    def _welcome(self, door):
        with suppress(OSError):
            while True:
                outside, _ = door.accept()
                inside = socket.socket(socket.AF_UNIX if isinstance(self._behind, str) else socket.AF_INET)
                inside.connect(self._behind)
                self._passing += [outside, inside]
                for pair in ((outside, inside), (inside, outside)):
                    threading.Thread(target=_carry, args=pair, daemon=True).start()


def _carry(source, target):
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_RDWR)


@contextmanager
def web(**variables):
    """The address of a portal served by gunicorn: one worker, four threads."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = ("-m", "gunicorn", "network.wsgi", "-b", f"127.0.0.1:{port}", "-w", "1", "--threads", "4", "--log-level", "warning")
    with process(*command, SITE_URL=address, **variables) as server:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and server.poll() is None:
            try:
                urllib.request.urlopen(f"{address}/sante/", timeout=5).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield address
