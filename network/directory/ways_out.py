"""What to offer when nothing answers: the list with fewer criteria, and how many things it would show."""

from dataclasses import dataclass
from itertools import combinations

OFFERED = 5


@dataclass(frozen=True)
class WayOut:
    """A looser list: its words, its address, its number of things."""

    label: str
    url: str
    total: int


def ways_out(shown):
    """The looser lists that are not empty, those that give up least first; read in one statement."""
    words = _words(shown)
    if len(words) < 2:
        return []
    kept = [set(words) - set(left) for size in range(1, min(len(words) - 1, 2) + 1) for left in combinations(words, size)]
    kept += [{name} for name in words if {name} not in kept]
    totals = shown.statement.totals(kept)
    ways = [WayOut(_label(words, names), _url(shown.query, names), total) for names, total in zip(kept, totals, strict=True) if total]
    return ways[:OFFERED]


def _words(shown):
    """`{criterion: its words}`, in the order of the chips."""
    query = shown.query
    words = {"text": f"«\u00a0{query.text}\u00a0»"} if query.text else {}
    for name, values in query.values.items():
        if values:
            words[name] = f"«\u00a0{', '.join(shown.labels[name][value] for value in values)}\u00a0»"
    return words | ({"bounds": "la zone de la carte"} if query.bounds else {})


def _label(words, names):
    left = [label for name, label in words.items() if name not in names]
    if len(left) > 2:
        return f"Seulement {words[next(iter(names))]}"
    return f"Sans {' ni '.join(left)}"


def _url(query, names):
    values = {name: chosen if name in names else [] for name, chosen in query.values.items()}
    return query.url(text=query.text if "text" in names else "", bounds=query.bounds if "bounds" in names else None, values=values)
