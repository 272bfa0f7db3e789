"""`make bench`: the portal's speed beside a reference measured in the same run. The bars are those of docs/speed.md."""

import argparse
import os
import sys

import django

TOTALS = (400, 10_000, 100_000)
PROJECTS = 100_000


def main():
    """Fill a scratch database step by step and measure at each; exit code 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--totals", type=int, nargs="*", default=TOTALS, help="how many actors, in rising order")
    parser.add_argument("--projects", type=int, default=PROJECTS, help="how many projects, of a fifth as many actors; 0 leaves them out")
    parser.add_argument("--no-pdf", action="store_true", help="leave the PDF out")
    parser.add_argument("--no-imports", action="store_true", help="leave the imports out")
    wanted = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()

    from bench.clock import Report

    report = Report()
    if wanted.totals:
        _in_scratch("portal_bench", _measure_actors, report, wanted)
    if wanted.projects:
        _in_scratch("portal_bench_projects", _measure_projects, report, wanted)
    print(f"\n{len(report.missed)} barre(s) manquée(s)." if report.missed else "\nToutes les barres sont tenues.")  # noqa: T201
    return 1 if report.missed else 0


def _in_scratch(name, measure, report, wanted):
    from django.core.management import call_command
    from django.db import connections

    from network.settings.env import database as parsed
    from tests.scratch import scratch_database

    with scratch_database(name) as database:
        os.environ["DATABASE_URL"] = database
        connections.close_all()
        del connections["default"]
        connections.settings["default"] = connections.configure_settings({"default": parsed(database)})["default"]
        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0)
        measure(report, wanted)
        connections.close_all()


def _measure_actors(report, wanted):
    from bench import directory, imports, pdf
    from bench.fill import fill
    from bench.server import serving

    for total in wanted.totals:
        fill(total)
        with serving() as site:
            directory.measure(report, site, total)
        if total == wanted.totals[0] and not wanted.no_pdf:
            pdf.measure(report, total)
        if total == wanted.totals[0] and not wanted.no_imports:
            imports.measure(report, total)


def _measure_projects(report, wanted):
    from bench import directory, observatory, pdf
    from bench.fill import fill
    from bench.fill_projects import fill_projects
    from bench.server import serving

    fill(max(1, wanted.projects // 5))
    fill_projects(wanted.projects)
    with serving() as site:
        directory.measure(report, site, wanted.projects, directory.PROJECTS)
        observatory.measure(report, site, wanted.projects)
    if not wanted.no_pdf:
        pdf.measure_report(report, wanted.projects)


if __name__ == "__main__":
    sys.exit(main())
