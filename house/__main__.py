"""`python3 -m house COMMAND`: what the Makefile calls."""

import sys

from house.lock import Taken
from house.say import Failure, say
from house.signals import Stopped


def main(command, *arguments):
    """Run one command; its failures are messages, not tracebacks."""
    from house import checks, clean, locks, manage, run, test

    commands = {
        "run": run.run,
        "test": test.test,
        "check": test.check,
        "bench": test.bench,
        "manage": manage.manage,
        "lock": locks.write,
        "format": checks.tidy,
        "clean": clean.clean,
    }
    try:
        return commands[command](*arguments)
    except Failure as failure:
        say(f"\n{failure}")
        return 1
    except Taken:
        say("\nLa même commande est déjà en cours dans ce dossier.")
        return 1
    except (Stopped, KeyboardInterrupt):
        return 130


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
