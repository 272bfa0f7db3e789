"""Which variables an e-mail has, read from its own templates: what its author showed is what the team may show."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Manager, QuerySet
from django.template import Context, Variable, VariableDoesNotExist
from django.template.base import FilterExpression, VariableNode
from django.template.defaulttags import ForNode, IfNode
from django.utils import timezone

PLAIN = (bool, int, float, Decimal, date, datetime)
MANY = (list, tuple, set, QuerySet)


@dataclass
class Shape:
    """What is known of one variable: what is below it, what its items are when it is a list, the filters it goes through."""

    below: dict = field(default_factory=dict)
    item: "Shape | None" = None
    filters: set = field(default_factory=set)
    shown: bool = False
    parts: int = 0  # of each item, when the loop takes it apart: « for name, count in counts »

    def at(self, *names):
        """The shape below, made when it is new."""
        shape = self
        for name in names:
            shape = shape.below.setdefault(name, Shape())
        return shape

    def find(self, names):
        """The shape below, or None."""
        shape = self
        for name in names:
            shape = shape.below.get(name) if shape else None
        return shape

    def paths(self, prefix=""):
        """`(« tasks », shape), (« tasks[].title », shape), …` of everything that can be shown or gone through."""
        for name, shape in self.below.items():
            if shape.shown or shape.item:
                yield f"{prefix}{name}", shape
            yield from shape.paths(f"{prefix}{name}.")
            if shape.item:
                yield from shape.item.paths(f"{prefix}{name}[].")


def learn(nodes, shape, scope=None):
    """Add to `shape` what these nodes of a compiled wording read."""
    scope = scope or {}
    for node in nodes:
        for expression in _expressions(node):
            _learn_expression(expression, shape, scope)
        if isinstance(node, IfNode):
            for _, inside in node.conditions_nodelists:
                learn(inside, shape, scope)
        elif isinstance(node, ForNode):
            many = _place(node.sequence.var.lookups, shape, scope)
            many.item = many.item or Shape()
            many.item.parts = len(node.loopvars) if len(node.loopvars) > 1 else 0
            learn(node.nodelist_loop, shape, _inside(node, many, scope))
            learn(node.nodelist_empty, shape, scope)
    return shape


def unknown(nodes, shape, scope=None):
    """`(line, path)` of each variable that these nodes read and that `shape` does not have."""
    scope = scope or {}
    for node in nodes:
        for expression in _expressions(node):
            for variable in _variables(expression):
                names = variable.lookups
                known = names[0] in scope and scope[names[0]] is None
                if not known and _found(names, shape, scope) is None:
                    yield node.token.lineno, ".".join(names)
        if isinstance(node, IfNode):
            for _, inside in node.conditions_nodelists:
                yield from unknown(inside, shape, scope)
        elif isinstance(node, ForNode):
            names = getattr(node.sequence.var, "lookups", None)
            many = _found(names, shape, scope) if names else None
            wanted = len(node.loopvars) if len(node.loopvars) > 1 else 0
            if many is not None and (many.item is None or many.item.parts != wanted):
                yield node.token.lineno, ".".join(names)
            inside = _inside(node, many, scope) if many and many.item else {**scope, **dict.fromkeys(node.loopvars), "forloop": None}
            yield from unknown(node.nodelist_loop, shape, inside)
            yield from unknown(node.nodelist_empty, shape, scope)


def _inside(node, many, scope):
    """What the names of a loop stand for."""
    apart = {name: many.item.at(str(n)) for n, name in enumerate(node.loopvars)} if many.item.parts else {}
    return {**scope, **(apart or {node.loopvars[0]: many.item}), "forloop": None}


def _expressions(node):
    if isinstance(node, VariableNode):
        yield node.filter_expression
    elif isinstance(node, ForNode):
        yield node.sequence
    elif isinstance(node, IfNode):
        for condition, _ in node.conditions_nodelists:
            yield from _operands(condition)


def _operands(condition):
    if condition is None:
        return
    if isinstance(getattr(condition, "value", None), FilterExpression):
        yield condition.value
    for side in (getattr(condition, "first", None), getattr(condition, "second", None)):
        yield from _operands(side)


def _variables(expression):
    if isinstance(expression.var, Variable) and expression.var.lookups:
        yield expression.var
    for _, arguments in expression.filters:
        for is_variable, argument in arguments:
            if is_variable and argument.lookups:
                yield argument


def _learn_expression(expression, shape, scope):
    for variable in _variables(expression):
        place = _place(variable.lookups, shape, scope)
        if place is not None:
            place.shown = True
            if variable is expression.var:
                place.filters |= {function.__name__ for function, _ in expression.filters}


def _place(names, shape, scope):
    if names[0] in scope:
        return scope[names[0]].at(*names[1:]) if scope[names[0]] is not None else None
    return shape.at(*names)


def _found(names, shape, scope):
    return scope[names[0]].find(names[1:]) if names[0] in scope else shape.find(names)


class Plain(dict):
    """The words of an object and what may be read below it; true when the object is."""

    def __init__(self, words, below, truth):
        super().__init__(below)
        self.words, self.truth = words, truth

    def __str__(self):
        return self.words

    def __bool__(self):
        return self.truth


def pick(shape, value):
    """The part of `value` that `shape` tells, as plain text, numbers, dates, lists and dictionaries."""
    if isinstance(value, Manager):
        value = value.all()
    if shape.item is not None:
        return [pick(shape.item, one) for one in value] if isinstance(value, MANY) else []
    if shape.parts:
        return tuple(pick(shape.at(str(n)), _read(value, n)) for n in range(shape.parts))
    if shape.below:
        return Plain(_words(value), {name: pick(below, _read(value, name)) for name, below in shape.below.items()}, bool(value))
    if value is None or type(value) in PLAIN:
        return value
    if isinstance(value, MANY):
        return [_words(one) for one in value]
    return _words(value)


def _words(value):
    return "".join([*("" if value is None else str(value))])  # a text that is plain: what was marked safe is so no more


def _read(value, name):
    try:
        return Variable(f"it.{name}").resolve(Context({"it": value}))
    except VariableDoesNotExist:
        return None


def sample(shape, path, examples):
    """A realistic value for `shape`: the example declared for `path`, else one that its filters take."""
    if examples.get(path) is not None:
        return examples[path]
    if shape.item is not None:
        return [_sample_of(shape.item, f"{path}[]", examples, n) for n in (1, 2)]
    return _sample_of(shape, path, examples)


def _sample_of(shape, path, examples, n=0):
    if path in examples:
        return examples[path]
    if shape.parts:
        return tuple(sample(shape.at(str(place)), f"{path}.{place}", examples) for place in range(shape.parts))
    if shape.below:
        below = {name: sample(inner, f"{path}.{name}", examples) for name, inner in shape.below.items()}
        return Plain(f"« {path} »", below, True)
    now = timezone.now()
    by_filter = {
        **{"day": now.date() + timedelta(days=20), "since": now.date(), "moment": now, "filesize": 3_400_000, "percent": 0.46},
        **{"euros": Decimal("120.50"), "number": 12, "plural": 3, "length": ["un", "deux"], "join": ["un", "deux"]},
    }
    for name, value in by_filter.items():
        if name in shape.filters:
            return value
    name = path.rpartition(".")[2]
    if name.endswith(("url", "path", "link")):
        return f"{settings.SITE_URL if not name.endswith('path') else ''}/exemple/"
    return f"{name.replace('_', ' ')} {n or ''}".strip()
