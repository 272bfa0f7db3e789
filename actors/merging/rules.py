"""What is decided when two rows may not both point to one actor: one rule for each relation that a constraint binds.

A relation that nothing binds needs no rule: its rows follow. An app that adds a bound one registers its rule in its
`merging.py`; a test says which relations have none.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Settlement:
    """What becomes of two rows that meet: `mine` points to the sheet that stays, `theirs` to the one that goes.

    `swap`: `theirs` takes the place of `mine`. The row that finds no place stays with the old sheet, whole, unless it `follows`
    once `changes_theirs` are made. Changes map columns to values.
    """

    words: str
    swap: bool = False
    follows: bool = False
    changes_mine: dict = field(default_factory=dict)
    changes_theirs: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """How the rows of `relation` (« actors.Membership.actor ») are settled. `meet(mine, theirs)` says which rows meet when the
    constraint itself cannot be read."""

    relation: str
    settle: Callable
    meet: Callable | None = None


_rules, _kept, _words = {}, {}, {}


def register(rule):
    """Add a rule; a relation has one."""
    if _rules.setdefault(rule.relation, rule) is not rule:
        raise ValueError(f"The merging of {rule.relation} is settled twice.")


def keep(relation, why):
    """The rows of `relation` stay with the old sheet, because `why`."""
    _kept[relation] = why


def kept(relation):
    """Why the rows of this relation stay, or an empty string."""
    return _kept.get(relation.name, "")


def call(relation, words):
    """What the rows of `relation` are called on the page, « adhésion|adhésions », where the model's own name would not do."""
    _words[relation] = words


def called(relation):
    """What the rows of this relation are called."""
    return _words.get(relation.name) or relation.words


def rule_of(relation):
    """The rule of this relation, or None. A link between two things has nothing to decide: it is there already."""
    return _rules.get(relation.name) or (Rule(relation.name, _linked_already) if relation.is_link else None)


def unsettled(relations):
    """The names of the bound relations for which nothing is decided."""
    return [relation.name for relation in relations if relation.uniques and not kept(relation) and rule_of(relation) is None]


def _linked_already(mine, theirs):
    return Settlement("le lien existe déjà")
