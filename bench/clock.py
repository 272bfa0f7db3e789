"""Measuring: medians of many tries, things compared in turns so that a slow moment falls on all of them."""

from statistics import median
from time import perf_counter


def compare(*calls, tries=40, warm=3, before=None):
    """The median duration in seconds of each call; calls take turns, `warm` rounds are not counted, nor is `before`, run before each."""
    times = [[] for _ in calls]
    for round_ in range(tries + warm):
        for call, found in zip(calls, times, strict=True):
            if before:
                before()
            start = perf_counter()
            call()
            if round_ >= warm:
                found.append(perf_counter() - start)
    return [median(found) for found in times]


class Report:
    """Prints one line a measure: what, how much, the bar, and whether it is met."""

    def __init__(self):
        self.missed = []

    def line(self, what, value, bar, *, least=False, unit="×", detail=""):
        """`value` against `bar`: at most, or at least when `least`. None as a bar prints the value alone."""
        met = bar is None or (value >= bar if least else value <= bar)
        shown = f"{value:,.2f}".replace(",", " ") if isinstance(value, float) else str(value)
        limit = "" if bar is None else f"{'au moins' if least else 'au plus'} {bar} {unit}"
        print(f"{'' if met else 'MANQUÉ':7}{what:70} {shown:>9} {unit:3} {limit:20} {detail}", flush=True)  # noqa: T201
        if not met:
            self.missed.append(what)
