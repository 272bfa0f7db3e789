"""`make bench`: the portal's speed beside a reference measured in the same run. The bars are those of docs/speed.md."""

import argparse
import os
import sys

import django

TOTALS = (400, 10_000, 100_000)


def main():
    """Fill a scratch database step by step and measure at each; exit code 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--totals", type=int, nargs="+", default=TOTALS, help="how many actors, in rising order")
    parser.add_argument("--no-pdf", action="store_true", help="leave the PDF out")
    parser.add_argument("--no-imports", action="store_true", help="leave the imports out")
    wanted = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()

    from tests.scratch import scratch_database

    with scratch_database("portal_bench") as database:
        os.environ["DATABASE_URL"] = database
        return _measure(database, wanted)


def _measure(database, wanted):
    from django.core.management import call_command
    from django.db import connections

    from bench import directory, imports, pdf
    from bench.clock import Report
    from bench.fill import fill
    from bench.server import serving
    from network.settings.env import database as parsed

    connections.close_all()
    del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": parsed(database)})["default"]
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    report = Report()
    for total in wanted.totals:
        fill(total)
        with serving() as site:
            directory.measure(report, site, total)
        if total == wanted.totals[0] and not wanted.no_pdf:
            pdf.measure(report, total)
        if total == wanted.totals[0] and not wanted.no_imports:
            imports.measure(report, total)
    connections.close_all()
    print(f"\n{len(report.missed)} barre(s) manquée(s)." if report.missed else "\nToutes les barres sont tenues.")  # noqa: T201
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
