"""A row of any model that points to an actor, filled by the kinds of its columns: the rows of later apps too."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from actors.merging.relations import GenericRelation
from actors.models import Actor

WORDS = ["Cotonou", "Kayes", "Tyr"]  # few, so that rows meet
serial = count(1)


def add(relation, actor, pick):
    """A row of `relation` that points to `actor`; None when its table refuses what chance proposed. `pick(sequence)` chooses."""
    model = relation.model
    values = {} if isinstance(relation, GenericRelation) else {relation.field.attname: relation.value(actor)}
    if isinstance(relation, GenericRelation):
        values = {relation.field.ct_field: ContentType.objects.get_for_model(Actor), relation.field.fk_field: str(actor.pk)}
    try:
        with transaction.atomic():
            return _make(model, values, pick)
    except DatabaseError:
        return None


def _make(model, values, pick):
    given = {name.removesuffix("_id") for name in values}
    for field in model._meta.concrete_fields:
        if field.name in given or field.attname in values or field.primary_key or getattr(field, "generated", False):
            continue
        if field.null and (field.related_model is model or pick([True, False])):
            values[field.attname] = None
        else:
            values.update(_value(field, pick))
    return model._base_manager.create(**values)


def _value(field, pick):
    if field.is_relation:
        target = field.related_model
        if target is Actor:
            return {field.attname: pick(list(Actor.objects.order_by("pk").values_list("pk", flat=True)))}
        known = list(target._base_manager.order_by("pk")[:3])
        return {field.name: pick(known) if known else _make(target, {}, pick)}
    if isinstance(field, models.UUIDField):
        return {field.attname: uuid4()}
    if field.unique:
        return {field.attname: next(serial) if isinstance(field, models.IntegerField) else f"u{next(serial)}"}
    if field.choices:
        return {field.attname: pick([*([""] if field.blank else []), *(value for value, _ in field.flatchoices)])}
    if field.has_default() and not field.name.startswith(("created", "at")):
        return {field.attname: field.get_default()}
    return {field.attname: _plain(field, pick)}


def _plain(field, pick):
    kinds = [
        (models.EmailField, lambda: pick(["un@demo.example", "deux@demo.example"])),
        (models.CharField | models.TextField, lambda: "" if field.blank and pick([True, False]) else pick(WORDS)[: field.max_length]),
        (models.BooleanField, lambda: pick([True, False])),
        (models.IntegerField, lambda: pick([2024, 2025, 2026])),
        (models.DecimalField, lambda: Decimal(pick([10, 25]))),
        (models.FloatField, lambda: float(pick([1, 2]))),
        (models.DateTimeField, lambda: timezone.now() + timedelta(days=pick([0, 3]))),
        (models.DateField, lambda: date(pick([2025, 2026]), 3, 1)),
        (ArrayField | models.JSONField, field.get_default),
    ]
    return next(make() for kind, make in kinds if isinstance(field, kind))
