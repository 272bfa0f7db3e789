"""What the portal holds of a person: each app says what, and how it forgets it, in its `personal.py`.

    register(
        Holding(
            key="representations", order=20, title="Structures", read=lambda user: [{"Structure": …, "Rôle": …}],
            refuse=lambda user: ["Vous êtes la dernière personne responsable de « X » : …"],
            erase=lambda user, traces: …,
        )
    )

`read` returns what the page and the file show: one dictionary a record, labels in French, plain values. `refuse` says why
the person cannot be erased today. `erase` takes the person out of the rows and keeps the rows, so that figures stay right.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import JSONField, Q, TextField
from django.db.models.functions import Cast

ERASED = "Personne effacée"


@dataclass(frozen=True)
class Traces:
    """By what a person is recognised in texts: their addresses; their full name, when it has two parts.

    `alone`: a name of one part, which many share, is theirs only where it stands alone (« Awa », « Awa pour X »).
    """

    emails: frozenset
    names: tuple = ()
    alone: str = ""

    @classmethod
    def of(cls, user):
        """Those of an account."""
        emails = {user.email, *user.emailaddress_set.values_list("email", flat=True)}
        full = (user.get_full_name(), f"{user.last_name} {user.first_name}") if user.first_name and user.last_name else ()
        return cls(frozenset(email.lower() for email in emails), full, "" if full else user.get_full_name())

    @property
    def words(self):
        """All of them."""
        return (*sorted(self.emails), *self.names)

    def anywhere(self, *fields):
        """A condition: one of `fields` speaks of the person. A JSON field is given as `<name>_text`, by `as_text`."""
        condition = Q(pk__in=[])
        for name in fields:
            for word in (*self.words, *filter(None, [self.alone])):
                condition |= Q(**{f"{name}__icontains": word})
        return condition

    def removed(self, value):
        """The value, a text or JSON, without the person."""
        if isinstance(value, str):
            if self.alone and (value == self.alone or value.startswith(f"{self.alone} pour ")):
                return ERASED + value[len(self.alone) :]
            return re.sub("|".join(map(re.escape, self.words)), ERASED, value, flags=re.IGNORECASE)
        if isinstance(value, list):
            return [self.removed(item) for item in value]
        if isinstance(value, dict):
            return {key: self.removed(item) for key, item in value.items()}
        return value

    def remove_from(self, queryset, *fields):
        """Take the person out of these text or JSON fields, wherever they speak of them. Returns how many rows."""
        json = [name for name in fields if isinstance(queryset.model._meta.get_field(name), JSONField)]
        texts = {f"{name}_text": Cast(name, TextField()) for name in json}
        searched = [f"{name}_text" if name in json else name for name in fields]
        rows = list(queryset.annotate(**texts).filter(self.anywhere(*searched)))
        for row in rows:
            for name in fields:
                setattr(row, name, self.removed(getattr(row, name)))
        queryset.model._base_manager.bulk_update(rows, fields)
        return len(rows)


@dataclass(frozen=True)
class Holding:
    """What one app holds of a person."""

    key: str
    order: int
    title: str
    read: Callable
    refuse: Callable = field(default=lambda user: [])
    erase: Callable = field(default=lambda user, traces: None)


_holdings = {}


def register(holding):
    """Add a holding; its key is taken once. Returns it."""
    if _holdings.setdefault(holding.key, holding) is not holding:
        raise ValueError(f"The holding “{holding.key}” is registered twice.")
    return holding


def holdings():
    """All of them, in order."""
    return sorted(_holdings.values(), key=lambda holding: (holding.order, holding.key))


def everything(user):
    """[(Holding, records)]: all that the portal knows of `user`."""
    return [(holding, holding.read(user)) for holding in holdings()]
