"""A private Redis: the broker and the page cache. It keeps nothing on disk: what must last is in PostgreSQL."""

import os
import socket
import time
from pathlib import Path

from house.family import SERVER, Child
from house.needs import redis
from house.places import own, server_home, server_user, socket_folder
from house.say import Failure, tail

SETTINGS = {"port": "0", "unixsocketperm": "700", "save": "", "appendonly": "no", "maxmemory": "256mb", "maxmemory-policy": "volatile-lru"}


class Redis:
    """The Redis of one folder (`var` or `var/test`)."""

    def __init__(self, folder, log):
        self.user = server_user()
        self.home = server_home(folder, self.user) / "redis"
        self.sockets = socket_folder(folder, self.user)
        self.socket = self.sockets / "redis.sock"
        self.log = log
        self.child = None

    @property
    def url(self):
        """What REDIS_URL must be to reach it."""
        return f"unix://{self.socket}?db=0"

    def start(self, family):
        """Start the server."""
        own(self.home, self.user)
        own(self.sockets, self.user)
        settings = {**SETTINGS, "unixsocket": str(self.socket), "dir": str(self.home)}
        options = [part for key, value in settings.items() for part in (f"--{key}", value)]
        env = {"PATH": os.defpath, "LANG": "C.UTF-8"}
        # The program tells by its name whether it is the server: see needs.redis.
        child = Child("Redis", ["redis-server", *options], env, self.log, rank=SERVER, user=self.user, executable=redis())
        self.child = family.add(child)

    def wait(self):
        """Return once it answers."""
        deadline = time.monotonic() + 20
        while not _answers(self.socket):
            if self.child.process.poll() is not None or time.monotonic() > deadline:
                raise Failure(f"Redis n’a pas démarré. Fin de {self.log} :\n{tail(Path(self.log))}")
            time.sleep(0.03)


def _answers(path):
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
            probe.sendall(b"PING\r\n")
            return probe.recv(16).startswith(b"+PONG")
        except OSError:
            return False
