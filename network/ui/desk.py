"""What there is to do today, at the top of the team's desk. Each app registers its own cards in its `desk.py`.

    register(
        DeskCard(
            name="actors_to_moderate", order=10, title="À relire", unit="fiche à relire|fiches à relire",
            permission="actors.view_actor", page="admin:actors_actor_changelist", query="?state__exact=submitted",
            count=lambda user: …, rows=lambda user, limit: [DeskRow(label=…, url=…, note=…, tag=…)],
        )
    )

A card costs one statement to count and one to list, whatever it holds; it is asked only for those who have its permission.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

ROWS = 5  # shown on the desk; the rest is behind the card's link


@dataclass(frozen=True)
class DeskRow:
    """One thing to do: its name and page, a line below, a word at the end (`level`: "late", "soon" or nothing)."""

    label: str
    url: str = ""
    note: str = ""
    tag: str = ""
    level: str = ""


@dataclass(frozen=True)
class DeskCard:
    """One kind of thing to do.

    `unit` is the singular and the plural, apart by a bar, for the sentence at the top. `count(user)` says how many there are,
    `rows(user, limit)` the most pressing ones. `page` (the name of an address) and `query` lead to all of them.
    """

    name: str
    order: int
    title: str
    unit: str
    permission: str
    page: str
    count: Callable[[Any], int]
    rows: Callable[[Any, int], Iterable[DeskRow]]
    query: str = ""
    more: str = "Tout voir"

    @property
    def url(self):
        """The address of the whole list."""
        return reverse(self.page) + self.query


@dataclass
class Shown:
    """A card as one person sees it today."""

    card: DeskCard
    count: int
    rows: list[DeskRow] = field(default_factory=list)


_cards = {}


def register(card):
    """Add a card; its name is taken once. Returns the card."""
    if _cards.setdefault(card.name, card) is not card:
        raise ValueError(f"The desk card “{card.name}” is registered twice.")
    return card


def all_cards():
    """Every card, in the order of the desk."""
    return sorted(_cards.values(), key=lambda card: (card.order, card.name))


def desk_of(user):
    """`(to_do, done)`: the cards that hold something for `user`, with their first rows, and those that hold nothing."""
    to_do, done = [], []
    for card in all_cards():
        if not user.has_perm(card.permission):
            continue
        if count := card.count(user):
            to_do.append(Shown(card, count, list(card.rows(user, ROWS))))
        else:
            done.append(card)
    return to_do, done
