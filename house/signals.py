"""Ctrl-C, a kill and a closed terminal all become one exception, so that every `finally` runs."""

import signal
from contextlib import contextmanager

ASKED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked the command to stop."""


class _State:
    asked = False
    guarded = 0
    pending = False
    hurry = False


def listen():
    """From now on a stop signal raises Stopped in the main thread. `nohup`, which ignores SIGHUP, is respected."""
    for number in ASKED:
        if signal.getsignal(number) != signal.SIG_IGN or number == signal.SIGINT:
            signal.signal(number, _raise)


def _raise(number, frame):
    _State.asked = True  # an exception raised inside a destructor is lost: whoever waits looks here too
    if _State.guarded:
        _State.pending = True
    else:
        raise Stopped


def asked():
    """Whether a stop was asked for, even if nobody saw the exception."""
    return _State.asked


@contextmanager
def uninterrupted():
    """A passage that must be finished once begun: a stop asked for meanwhile is raised at its end."""
    _State.guarded += 1
    try:
        yield
    finally:
        _State.guarded -= 1
        if _State.pending and not _State.guarded:
            _State.pending = False
            raise Stopped


def tidying():
    """The end has begun: a further signal only makes it hurry."""
    for number in ASKED:
        signal.signal(number, _hurry)


def _hurry(number, frame):
    _State.hurry = True


def hurried():
    """Whether a second signal came while tidying."""
    return _State.hurry
