"""Starting one program so that it cannot outlive us, and stopping a set of them politely, then firmly."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def start(command, *, env, stop=signal.SIGTERM, log=None, user=None, cwd=None, session=True, **options):
    """Start a program, in a session of its own unless told otherwise; on Linux it receives `stop` if we die, however we die.

    Output goes to the `log` file. `user` (a pwd entry) runs it unprivileged.
    """
    ours = os.getpid()

    def tie():  # runs in the child, after it has become `user`: a change of user unties
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(stop), 0, 0, 0)
            if os.getppid() != ours:
                os._exit(1)

    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    output = {"stdout": log.open("ab"), "stderr": subprocess.STDOUT} if log else {}
    try:
        return subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, start_new_session=session, cwd=cwd, preexec_fn=tie, **who, **output, **options
        )
    finally:
        if log:
            output["stdout"].close()


def group_alive(pid):
    """Whether anything is left of the process group that `pid` leads."""
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def signal_group(pid, number):
    """Send a signal to the whole group, if it is still there."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def stop_groups(groups, *, patience, reap=lambda: None, hurry=lambda: False):
    """End process groups, `(pid, polite signal)` each, together: ask, wait `patience` seconds, then kill what remains."""
    for pid, number in groups:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            signal_group(pid, number)
    if not _wait(groups, patience, reap, hurry):
        for pid, _ in groups:
            signal_group(pid, signal.SIGKILL)
        _wait(groups, 3, reap, lambda: False)


def _wait(groups, patience, reap, hurry):
    deadline = time.monotonic() + patience
    while True:
        reap()
        if not any(group_alive(pid) for pid, _ in groups):
            return True
        if time.monotonic() > deadline or hurry():
            return False
        time.sleep(0.05)
