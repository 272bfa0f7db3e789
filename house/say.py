"""What the person at the terminal reads. A terminal that went away must not stop what is being tidied up."""

import os
import sys
import time

STARTED = time.monotonic()


class Failure(Exception):
    """The command cannot go on; the message, in French, says why and what to do."""


def say(text=""):
    """Print one line, at once."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except (OSError, ValueError):  # the terminal is closed
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115


def seconds(value):
    """A duration in French: « 3,2 s »."""
    return f"{value:.1f}".replace(".", ",") + " s"


def elapsed():
    """Since the command began."""
    return time.monotonic() - STARTED


def tail(path, lines=20):
    """The last lines of a log, indented, to print under a failure."""
    try:
        text = path.read_text(errors="replace").splitlines()[-lines:]
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in text)
