"""Tables and crossings of the page as plain data for the report: the same rows, the same numbers."""

from network.directory.versions import version
from projects.listing import directory

FEW, LINES = 6, 24  # lines of a crossing that are better as columns; lines that one crossing prints


def table(shown, table, named):
    """A Table, line by line."""
    plan, total = table.plan, shown.counts.total
    foot = None
    if plan.exclusive:
        foot = {"projects": total.projects, "actors": shown.counts.actors, "known": total.granted_known}
        foot["granted"] = amount(total.granted) if total.granted_known else None
    return {
        **named,
        "heading": plan.heading,
        "actors": table.has_actors,
        "money": plan.money,
        "note": plan.note,
        "rows": [_row(row, table.largest) for row in _nested(table)],
        "unknown": _row(table.unknown, 0) if table.unknown else None,
        "foot": foot,
    }


def _nested(table):
    """The known rows, those of the second level under the one that holds them."""
    directory.labels(version(directory.name))  # parents are read with the labels
    parents = directory.parents().get(table.plan.facet, {})
    below = {}
    for row in table.known:
        if row.child:
            below.setdefault(parents.get(row.value), []).append(row)
    for row in table.known:
        if not row.child:
            yield row
            yield from below.pop(row.value, [])
    for rows in below.values():
        yield from rows


def _row(row, largest):
    return {
        "label": row.label[:1].upper() + row.label[1:],
        "child": row.child,
        "projects": row.projects,
        "bar": part(row.projects, largest),
        "actors": row.actors,
        "granted": amount(row.sum.granted) if row.sum.granted_known else None,
        "known": row.sum.granted_known or 0,
    }


def crossing(crossing, named):
    """A Crossing; the few lines of one become its columns."""
    columns = [label for label, _ in crossing.columns]
    lines = [(label, [(n, heat) for n, _, heat in cells]) for label, _, cells in crossing.lines[:LINES]]
    turned = len(lines) <= FEW
    if turned:
        names = [label for label, _ in lines]
        lines = [(column, [cells[at] for _, cells in lines]) for at, column in enumerate(columns)]
        columns = names
    return {
        **named,
        "heading": "Thématique" if turned else crossing.heading,
        "columns": columns,
        "lines": lines,
        "turned": turned,
        "left_out": max(0, len(crossing.lines) - LINES),
    }


def amount(value):
    """Euros as a plain number: a Decimal is no JSON."""
    return None if value is None else float(value)


def part(value, most):
    """How long a bar is, of a hundred."""
    return round(100 * value / most, 1) if most else 0
