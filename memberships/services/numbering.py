"""Numbers that follow each other without a hole."""

from memberships.models import NumberSeries

RECEIPTS, CALLS = "reçus", "appels"


def take(*, series, year, demo=False):
    """The next number of a series in a year; call it inside the transaction that uses the number.

    The row is held until the transaction ends: the next one waits, and what is rolled back gives its number back.
    """
    name = f"démo, {series}" if demo else series
    NumberSeries.objects.bulk_create([NumberSeries(name=name, year=year, is_demo=demo)], ignore_conflicts=True)
    row = NumberSeries.objects.select_for_update().get(name=name, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return name, row.last
