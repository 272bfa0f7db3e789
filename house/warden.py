"""Outlives the supervisor by a few seconds if it is killed outright, to end everything it had started.

Reads on its standard input one line a child, `+pid signal rank` or `-pid`; the end of that input means
that the supervisor is gone. It holds a lock, so that the next start waits until it has finished.
"""

import signal
import sys

from house.process import stop_groups


def end(children, patience=8, **options):
    """Stop `{pid: (signal, rank)}`: the highest rank first, what depends on it before a server."""
    for rank in sorted({rank for _, rank in children.values()}, reverse=True):
        stop_groups([(pid, number) for pid, (number, of) in children.items() if of == rank], patience=patience, **options)


def main():
    """Follow the children until the supervisor is gone, then end those that are left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    children = {}
    for line in sys.stdin:
        pid, *rest = line[1:].split()
        if line[0] == "+":
            children[int(pid)] = (int(rest[0]), int(rest[1]))
        else:
            children.pop(int(pid), None)
    end(children)


if __name__ == "__main__":
    main()
