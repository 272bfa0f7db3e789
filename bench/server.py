"""The portal behind gunicorn, as in production, for the time of a measure."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager


@contextmanager
def serving(workers=2):
    """Starts gunicorn on a free loopback port; yields a Site. Stops it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "network.wsgi", "-b", f"127.0.0.1:{port}", "-w", str(workers), "--threads", "2"]
    command += ["--log-level", "warning", "--keep-alive", "75"]
    process = subprocess.Popen(command, env={**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings"})  # noqa: S603
    site = Site(port, process.pid)
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                site.get("/nu/")
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


class Site:
    """Asks the server for pages over one connection that stays open."""

    def __init__(self, port, pid):
        self.port, self.pid, self.cookie = port, pid, ""
        self.connection = None

    def get(self, path, **headers):
        """(status, body length as transferred, body); raises OSError while nothing answers."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Host": "127.0.0.1", **({"Cookie": self.cookie} if self.cookie else {}), **headers}
        try:
            self.connection.request("GET", path, headers=sent)
            response = self.connection.getresponse()
            body = response.read()
        except (http.client.HTTPException, OSError):
            self.connection.close()
            self.connection = None
            raise
        return response.status, len(body), body

    def ask(self, path, **headers):
        """A call for `compare` that fails loudly unless the page is there."""

        def call():
            status = self.get(path, **headers)[0]
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")

        return call

    def memory(self):
        """The largest resident size of a worker, in MB (Linux)."""
        children = subprocess.run(["pgrep", "-P", str(self.pid)], capture_output=True, text=True, check=True).stdout.split()  # noqa: S603, S607
        sizes = []
        for child in children:
            with open(f"/proc/{child}/status") as status:
                sizes += [int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")]
        return max(sizes)
