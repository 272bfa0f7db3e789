"""Bringing a table to what a file says: new rows are made, changed ones updated, the others not touched."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils.text import capfirst


@dataclass
class Outcome:
    """What happened to a table."""

    name: str
    total: int = 0
    created: int = 0
    changed: int = 0
    removed: list = field(default_factory=list)
    kept: list = field(default_factory=list)

    def __str__(self):
        parts = [f"{self.total} au total"]
        parts += [f"{count} {word}" for count, word in ((self.created, "en plus"), (self.changed, "à jour")) if count]
        parts += [f"retirés : {', '.join(self.removed)}"] if self.removed else []
        parts += [f"absents des fichiers mais utilisés, donc gardés : {', '.join(self.kept)}"] if self.kept else []
        return f"{self.name} : {' ; '.join(parts)}"


def bring(model, things, *, key="pk", untouched=frozenset(), ignore=("id",)):
    """Create or update the rows of `model` as `things` say; rows whose `key` is in `untouched` stay as they are.

    Returns the Outcome. Only rows that differ are written. `things` with a row get its primary key.
    """
    fields = [f for f in model._meta.concrete_fields if f.name not in ignore and not (f.primary_key and key == "pk")]
    attribute = model._meta.pk.attname if key == "pk" else key
    stored = {getattr(row, attribute): row for row in model._default_manager.order_by()}
    outcome, new, changed = Outcome(capfirst(model._meta.verbose_name_plural)), [], []
    for thing in things:
        row = stored.get(getattr(thing, attribute))
        if row is None:
            new.append(thing)
            continue
        thing.pk = row.pk
        if getattr(thing, attribute) not in untouched and any(getattr(row, f.attname) != getattr(thing, f.attname) for f in fields):
            changed.append(thing)
    model._default_manager.bulk_create(new)
    if changed:
        model._default_manager.bulk_update(changed, [f.name for f in fields if not f.primary_key and f.name != key], batch_size=500)
    outcome.total, outcome.created, outcome.changed = len(stored) + len(new), len(new), len(changed)
    return outcome


def remove_vanished(model, keys, outcome, *, key="pk", keep=None):
    """Delete the rows whose `key` is not in `keys` and that nothing refers to; write both kinds in `outcome`.

    `keep`, a Q, holds what is never deleted here.
    """
    vanished = model._default_manager.order_by().exclude(**{f"{key}__in": list(keys)})
    vanished = vanished.exclude(keep) if keep else vanished
    for row in vanished.annotate(used=in_use(model)) if vanished.exists() else []:
        (outcome.kept if row.used else outcome.removed).append(str(row))
        if not row.used:
            row.delete()
            outcome.total -= 1


def in_use(model):
    """Whether another table refers to a row: any foreign key, the tables between two models included, but its own lists."""
    own = {relation.remote_field.through for relation in model._meta.many_to_many}
    used = Exists(model._default_manager.none())
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one) and relation.related_model not in own:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            used |= Exists(rows)
    return used


def bring_links(through, source, target, wanted):
    """Bring a many-to-many table to the pairs of `wanted`, (source pk → set of target pks), for these sources only."""
    stored = set(through.objects.filter(**{f"{source}__in": wanted}).values_list(source, target))
    asked = {(one, other) for one, others in wanted.items() for other in others}
    through.objects.bulk_create([through(**{f"{source}_id": one, f"{target}_id": other}) for one, other in asked - stored])
    gone = asked.symmetric_difference(stored) - asked
    for one in {pair[0] for pair in gone}:
        through.objects.filter(**{source: one, f"{target}__in": [other for first, other in gone if first == one]}).delete()
    return len(asked ^ stored)
