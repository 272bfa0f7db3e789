"""Rows that point to one sheet are made to point to the other, row by row in a list, so that they can come back."""

from contextlib import suppress
from dataclasses import dataclass, field

from django.apps import apps
from django.db import IntegrityError, connection, transaction

from actors.merging.relations import KeyRelation, relations
from actors.merging.rules import kept, rule_of


@dataclass
class Trail:
    """What a move did: JSON-ready lists for the Merge."""

    moved: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    kept: list = field(default_factory=list)

    def follow(self, relation, pks, origin="loser"):
        """Rows that came from the sheet that goes (or, exchanged, from the one that stays)."""
        if pks:
            self.moved.append({"relation": relation.name, "pks": [key(pk) for pk in pks], "from": origin})

    def stay(self, relation, row, words):
        """A row that the old sheet keeps."""
        self.kept.append({"relation": relation.name, "pk": key(row.pk), "label": str(row)[:200], "words": words})

    def change(self, row, changes):
        """Columns of a row that changed, with what they were; the row is saved."""
        before = {name: plain(getattr(row, name)) for name in changes}
        if before == changes or not changes:
            return
        self.changed.append({"model": row._meta.label, "pk": key(row.pk), "before": before, "after": changes})
        type(row)._base_manager.filter(pk=row.pk).update(**changes)


def key(pk):
    """A primary key as JSON has it."""
    return pk if isinstance(pk, int | str) else str(pk)


def plain(value):
    """A value of a column as JSON keeps it, to the microsecond and to the cent."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def meetings(relation, winner, loser):
    """`[(mine, theirs, settlement)]`: the rows of the two sheets that may not both point to one of them."""
    rule = rule_of(relation)
    if rule is None or not relation.uniques:
        return []
    found, met = [], set()
    for unique in relation.uniques:
        for mine, theirs in _pairs(relation, unique, rule, winner, loser):
            if theirs.pk not in met and mine.pk not in met:
                met |= {theirs.pk, mine.pk}
                found.append((mine, theirs, rule.settle(mine, theirs)))
    return found


def _pairs(relation, unique, rule, winner, loser):
    mine, theirs = (list(_watched(relation.rows(actor), unique.condition)) for actor in (winner, loser))
    if unique.fields is None:
        return [(one, other) for other in theirs for one in mine if rule.meet and rule.meet(one, other)]
    by_key = {_key_of(row, unique.fields): row for row in mine}
    return [(by_key[own], row) for row in theirs if (own := _key_of(row, unique.fields)) in by_key and None not in own]


def _watched(rows, condition):
    return rows.filter(condition).order_by("pk") if condition else rows.order_by("pk")


def _key_of(row, fields):
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in fields)


def move(*, winner, loser, apart=frozenset(), among=None):
    """Make what pointed to `loser` point to `winner`; what may not stays, and is told. Returns the Trail.

    `apart`: rows (relation, key) that are to stay where they are; `among`: the relations to look at, all of them by default.
    """
    trail = Trail()
    for relation in among or relations():
        if not kept(relation):
            _move(relation, winner, loser, trail, {pk for name, pk in apart if name == relation.name})
    return trail


def _move(relation, winner, loser, trail, apart):
    staying = set()
    for mine, theirs, settlement in meetings(relation, winner, loser):
        if key(theirs.pk) in apart:
            continue
        trail.change(mine, settlement.changes_mine)
        trail.change(theirs, settlement.changes_theirs)
        if settlement.follows:
            continue
        staying.add(theirs.pk)
        if settlement.swap:
            _exchange(relation, mine, theirs, winner, loser, trail)
        trail.stay(relation, mine if settlement.swap else theirs, settlement.words)
    coming = [pk for pk in relation.rows(loser).order_by("pk").values_list("pk", flat=True) if pk not in staying]
    left = apart | {row["pk"] for row in trail.kept if row["relation"] == relation.name}
    coming = [pk for pk in coming if key(pk) not in left]
    trail.follow(relation, _point(relation, coming, winner, trail))


def strays():
    """`{key of a merged sheet: relations}`: rows that somebody tied to it just as it was being merged, or since."""
    found = {}
    for relation in relations():
        if isinstance(relation, KeyRelation) and not kept(relation):
            path = f"{relation.field.name}__merged_into__isnull"
            for pk in relation.model._base_manager.filter(**{path: False}).values_list(f"{relation.field.name}__pk", flat=True).distinct():
                found.setdefault(pk, []).append(relation)
    return found


def _exchange(relation, mine, theirs, winner, loser, trail):
    relation.set_aside([mine.pk], winner)
    relation.point([theirs.pk], winner)
    relation.point([mine.pk], loser)
    trail.follow(relation, [theirs.pk])
    trail.follow(relation, [mine.pk], "winner")


def _point(relation, pks, winner, trail):
    """Those of `pks` that could be pointed to `winner`: all at once, or one by one where PostgreSQL refuses some."""
    if not pks:
        return []
    with suppress(IntegrityError), transaction.atomic():
        relation.point(pks, winner)
        return pks
    moved = []
    for row in relation.model._base_manager.filter(pk__in=pks).order_by("pk"):
        try:
            with transaction.atomic():
                relation.point([row.pk], winner)
            moved.append(row.pk)
        except IntegrityError:
            trail.stay(relation, row, "cette ligne ne peut appartenir à l’autre fiche")
    return moved


class Stuck(Exception):
    """Rows cannot come back; the message says which."""


def bring_back(merge):
    """The reverse of `move`: rows return unless they went elsewhere since, columns are restored unless they changed since.

    Returns how many rows returned. Raises Stuck when PostgreSQL refuses one.
    """
    known = {relation.name: relation for relation in relations()}
    returned = 0
    for name in dict.fromkeys(entry["relation"] for entry in merge.moved):
        relation = known.get(name)
        if relation is None:
            raise Stuck(f"Le portail ne connaît plus la relation « {name} ».")
        try:
            with transaction.atomic():
                returned += _bring_back(relation, merge)
                connection.check_constraints()
        except IntegrityError:
            words = f"Depuis la fusion, un élément nouveau ({relation.words.partition('|')[0]}) a pris la place de celui qui doit revenir."
            raise Stuck(f"{words} Retirez-le ou modifiez-le, puis recommencez.") from None
    return returned


def _bring_back(relation, merge):
    places = {"loser": (merge.loser, merge.winner), "winner": (merge.winner, merge.loser)}  # origin: where to, from where
    going = []
    for entry in merge.moved:
        if entry["relation"] == relation.name:
            target, source = places[entry["from"]]
            pks = list(relation.rows(source).filter(pk__in=entry["pks"]).values_list("pk", flat=True))
            going.append((pks, target))
    if len({target.pk for _, target in going}) > 1:
        for pks, target in going:
            relation.set_aside(pks, target)
    for pks, target in going:
        relation.point(pks, target)
    return sum(len(pks) for pks, _ in going)


def restore_columns(merge):
    """Put back the columns of rows that the merge changed and nobody has changed since. Returns how many rows kept a later change."""
    later = 0
    for entry in reversed(merge.changed):
        model = apps.get_model(entry["model"])
        row = model._base_manager.filter(pk=entry["pk"]).first()
        if row is None:
            continue
        if all(plain(getattr(row, name)) == value for name, value in entry["after"].items()):
            model._base_manager.filter(pk=row.pk).update(**entry["before"])
        else:
            later += 1
    return later
