"""Everything that points to an actor, found in the models themselves: a relation that is added some day is moved without being named."""

from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import CheckConstraint, Q, UniqueConstraint

from actors.models import Actor


@dataclass(frozen=True)
class Unique:
    """A constraint that two rows of one actor may break: the other columns of its key, and the rows that it looks at.

    `fields` is None when the key cannot be read (an exclusion, an expression): a rule must then say which rows meet.
    """

    fields: tuple | None
    condition: Q | None = None


class Relation:
    """A foreign key, a one-to-one, a side of a many-to-many or a generic key through which rows point to actors."""

    def __init__(self, model, field):
        self.model, self.field = model, field
        self.name = f"{model._meta.label}.{field.name}"

    def __repr__(self):
        return f"<{self.name}>"

    @property
    def words(self):
        """What the rows are called, « adhésion|adhésions »; the rows of a link are called after what is linked."""
        model = self.model
        if self.is_link:
            model = next(field.related_model for field in model._meta.fields if field.many_to_one and field != self.field)
        return f"{model._meta.verbose_name}|{model._meta.verbose_name_plural}"

    @property
    def is_link(self):
        """Whether the rows say nothing but that two things are linked (the table of a many-to-many)."""
        return bool(self.model._meta.auto_created)

    @cached_property
    def uniques(self):
        """The constraints by which two actors' rows may meet once they are one actor's."""
        meta, mine = self.model._meta, self._columns
        found = [Unique(()) for name in mine if getattr(meta.get_field(name), "unique", False)]
        found += [_others(fields, mine) for fields in meta.unique_together if mine & set(fields)]
        for constraint in meta.constraints:
            if isinstance(constraint, UniqueConstraint) and not constraint.expressions:
                if mine & set(constraint.fields):
                    found.append(_others(constraint.fields, mine, constraint.condition))
            elif not isinstance(constraint, CheckConstraint) and mine & _named(constraint):
                found.append(Unique(None, getattr(constraint, "condition", None)))
        return found


class KeyRelation(Relation):
    """A foreign key or a one-to-one."""

    @property
    def _columns(self):
        return {self.field.name}

    def value(self, actor):
        """What stands in the column for `actor`."""
        return getattr(actor, self.field.target_field.attname)

    def rows(self, actor):
        """The rows that point to `actor`."""
        return self.model._base_manager.filter(**{self.field.attname: self.value(actor)})

    def point(self, pks, actor):
        """Make the rows `pks` point to `actor`."""
        self.model._base_manager.filter(pk__in=pks).update(**{self.field.attname: self.value(actor)})

    def set_aside(self, pks, actor):
        """Make them point to nobody for a moment: PostgreSQL looks at foreign keys when the transaction ends."""
        self.model._base_manager.filter(pk__in=pks).update(**{self.field.attname: -actor.pk})


class GenericRelation(Relation):
    """A content type and an identifier."""

    @property
    def _columns(self):
        return {self.field.fk_field}

    def rows(self, actor):
        """The rows that point to `actor`."""
        kind = ContentType.objects.get_for_model(Actor)
        return self.model._base_manager.filter(**{self.field.ct_field: kind, self.field.fk_field: str(actor.pk)})

    def point(self, pks, actor):
        """Make the rows `pks` point to `actor`."""
        self.model._base_manager.filter(pk__in=pks).update(**{self.field.fk_field: str(actor.pk)})

    def set_aside(self, pks, actor):
        """Make them point to nobody for a moment."""
        self.model._base_manager.filter(pk__in=pks).update(**{self.field.fk_field: str(-actor.pk)})


def relations():
    """Every relation that points to an actor from another row. What the sheet itself holds (countries, themes) is not one."""
    own = {field.remote_field.through for field in Actor._meta.local_many_to_many}
    found = [
        KeyRelation(pointer.related_model, pointer.field)
        for pointer in Actor._meta.get_fields(include_hidden=True)
        if pointer.auto_created and not pointer.concrete and (pointer.one_to_many or pointer.one_to_one)
        if pointer.related_model not in own and pointer.related_model._meta.managed
    ]
    found += [
        GenericRelation(model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.private_fields
        if isinstance(field, GenericForeignKey)
    ]
    return sorted(found, key=lambda relation: relation.name)


def _others(fields, mine, condition=None):
    return Unique(tuple(name for name in fields if name not in mine), condition)


def _named(constraint):
    """The columns that an exclusion or an expression names."""
    expressions = getattr(constraint, "expressions", ())
    names = set()
    for expression in expressions:
        part = expression[0] if isinstance(expression, tuple) else expression
        if isinstance(part, str):
            names.add(part)
            continue
        for node in getattr(part, "flatten", lambda part=part: [part])():
            names.add(getattr(node, "name", ""))
    return names | set(getattr(constraint, "fields", ()))
