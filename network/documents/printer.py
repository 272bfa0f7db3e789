"""The process that prints: `python -m network.documents.printer`, started and spoken to by `press.py`.

It reads stylesheet and typefaces once, then forks a child a job. A child has no network, starts no program, and is stopped
when it asks for too much memory or time: a document that cannot be laid out costs nothing to the worker that asked for it.
The words are lines of JSON: jobs come in, `{"job": n, …}` goes out. The end of the input ends the process and its children.
"""

import gc
import json
import os
import resource
import select
import signal
import sys
import time
from pathlib import Path

from network.documents.binding import bind
from network.documents.rendering import Setting

FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.Request", "ftplib.", "ctypes.dlopen")
GIGABYTE = 1024**3
STOPPED = {signal.SIGXCPU: "time", signal.SIGKILL: "time"}  # any other end without a word is for want of memory


def main():
    """Read where things are, then serve jobs until the input ends."""
    buffer = b""
    while b"\n" not in buffer:
        buffer += os.read(0, 65536) or sys.exit()
    line, _, buffer = buffer.partition(b"\n")
    place = json.loads(line)
    setting = Setting(place["base"], place["folders"])
    setting.warm()
    typefaces = dict(place["folders"]["/typefaces/"])[""]
    children = {}
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for those who started us: the end of our input follows
    gc.collect()
    gc.freeze()
    while True:
        nearest = min((deadline for _, deadline in children.values()), default=None)
        patience = None if nearest is None else max(0.0, nearest - time.monotonic())
        found, _, _ = select.select([0, woken], [], [], 0 if b"\n" in buffer else patience)
        if woken in found:
            os.read(woken, 512)
        if 0 in found:
            more = os.read(0, 65536)
            if not more:
                break
            buffer += more
        *lines, buffer = buffer.split(b"\n")
        for job in map(json.loads, lines):
            children[start(job, setting, typefaces)] = (job, time.monotonic() + job["seconds"])
        reap(children)
    for child in children:
        os.kill(child, signal.SIGKILL)


def start(job, setting, typefaces):
    """The process number of a child that does `job`."""
    child = os.fork()
    if child:
        return child
    mute = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.close(0)
        gc.disable()  # a part is small and its process ends with it: nothing is worth collecting
        confine(job)
        say(job=job["job"], **outcome(job, setting, typefaces))
        mute = 0
    finally:
        os._exit(mute)  # whatever happened, this process is not a second printer


def outcome(job, setting, typefaces):
    """Do the job; what is to be said of it."""
    try:
        if "bind" in job:
            return {"done": {"pages": bind(job["bind"], job["target"], typefaces=typefaces, folios=job["folios"])}}
        html, told = Path(job["html"]).read_text(), lambda pages: say(job=job["job"], pages=pages)
        return {"done": {"pages": setting.part(html, job["target"], chapter=job["chapter"], media=job["media"], told=told)["pages"]}}
    except MemoryError:
        return {"failed": "memory"}
    except RecursionError:
        return {"failed": "depth"}
    except OSError as error:
        return {"failed": _words(error), "errno": error.errno}
    except Exception as error:
        return {"failed": _words(error)}


def _words(error):
    return f"{type(error).__name__}: {error}"[:500]


def confine(job):
    """Bound memory and time; refuse whatever leaves the process."""
    for limit, value in ((resource.RLIMIT_CPU, int(job["seconds"])), (resource.RLIMIT_AS, _size() + job["memory"])):
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))

    def refuse(event, _):
        if event.startswith(FORBIDDEN):
            raise PermissionError(f"{event} while a document is made")

    sys.addaudithook(refuse)


def _size():
    """The addresses that this process has already, in bytes (a gigabyte where the system does not say)."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return GIGABYTE


def reap(children):
    """Tell how each ended child ended; stop those whose time is over."""
    for child, (job, deadline) in list(children.items()):
        ended, status = os.waitpid(child, os.WNOHANG)
        if not ended and time.monotonic() >= deadline:
            os.kill(child, signal.SIGKILL)
            ended, status = os.waitpid(child, 0)
        if ended:
            del children[child]
            killer = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            say(job=job["job"], ended=STOPPED.get(killer, "memory"))


def say(**words):
    """One line, short enough to be written whole."""
    os.write(1, json.dumps(words).encode() + b"\n")


if __name__ == "__main__":
    main()
