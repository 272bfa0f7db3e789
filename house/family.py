"""The supervisor's children: started in order, started again when they die, ended together."""

import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL, SIGTERM

from house.places import ROOT
from house.process import signal_group, start, stop_groups
from house.say import say, seconds
from house.signals import hurried, uninterrupted
from house.warden import end

SERVER, PROGRAM = 0, 1  # ranks: programs end before the servers they use
STEADY = 60  # seconds after which a child counts as healthy again


@dataclass
class Child:
    """One program to keep alive."""

    name: str
    command: list
    env: dict
    log: Path
    stop: int = SIGTERM
    rank: int = PROGRAM
    user: object = None
    executable: str | None = None
    before: object = staticmethod(lambda: None)  # called before each start
    process: subprocess.Popen | None = field(default=None, repr=False)
    since: float = 0
    pause: float = 1
    due: float | None = None


class Family:
    """All children of one supervisor. `lock` is the open lock file that the warden alone will hold."""

    def __init__(self, lock):
        self.children = []
        with uninterrupted(), lock:
            self.warden = subprocess.Popen(
                [sys.executable, "-m", "house.warden"],
                stdin=subprocess.PIPE,
                cwd=ROOT,
                start_new_session=True,
                pass_fds=(lock.fileno(),),
                text=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def add(self, child):
        """Start a child and keep it."""
        self.children.append(child)
        self._start(child)
        return child

    def look(self):
        """Start again what has died, after a pause that doubles each time; says so in one line."""
        now = time.monotonic()
        for child in self.children:
            if child.due is not None:
                if now >= child.due:
                    child.due = None
                    self._start(child)
            elif child.process.poll() is not None:
                self._mourn(child, now)

    def renew(self):
        """Start the programs again; the servers go on."""
        programs = [child for child in self.children if child.rank == PROGRAM]
        groups = [(child.process.pid, child.stop) for child in programs if child.due is None]
        stop_groups(groups, patience=5, reap=self._reap)
        for child in programs:
            if child.due is None:
                self._tell(f"-{child.process.pid}")
            child.pause, child.due = 1, None
            self._start(child)

    def end(self):
        """Stop everything, programs before servers; returns when nothing is left."""
        living = {c.process.pid: (int(c.stop), c.rank) for c in self.children if c.process and c.due is None}
        end(living, reap=self._reap, hurry=hurried)
        for pid in living:
            self._tell(f"-{pid}")
        try:
            self.warden.stdin.close()
            self.warden.wait(5)
        except (OSError, subprocess.TimeoutExpired):
            pass

    def _start(self, child):
        child.before()
        with uninterrupted():
            child.process = start(
                child.command, env=child.env, stop=child.stop, log=child.log, user=child.user, cwd="/" if child.user else ROOT,
                executable=child.executable,
            )  # fmt: skip
            child.since = time.monotonic()
            self._tell(f"+{child.process.pid} {int(child.stop)} {child.rank}")

    def _mourn(self, child, now):
        signal_group(child.process.pid, SIGKILL)  # what it left behind
        self._tell(f"-{child.process.pid}")
        child.pause = 1 if now - child.since > STEADY else min(child.pause * 2, 30)
        child.due = now + child.pause
        code = child.process.returncode
        why = f"tué par le signal {-code}" if code < 0 else f"code {code}"
        say(f"« {child.name} » s’est arrêté ({why}) ; redémarrage dans {seconds(child.pause)}. Journal : {child.log}")

    def _reap(self):
        for child in self.children:
            if child.process:
                child.process.poll()

    def _tell(self, line):
        try:
            self.warden.stdin.write(line + "\n")
            self.warden.stdin.flush()
        except (OSError, ValueError):  # somebody killed the warden: PDEATHSIG still holds
            pass
