"""An e-mail as its author wrote it, put in the little language of the team: what a rewording starts from and goes back to."""

import re
from dataclasses import dataclass, field
from functools import cache
from string import Formatter

from django.template.base import TextNode, VariableNode
from django.template.defaulttags import CommentNode, ForNode, IfNode, LoadNode, URLNode, WithNode
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.urls import reverse

from network.notifications.sandbox import compiled
from network.notifications.shapes import Shape, learn

BESIDES = ("network.name", "network.email", "network.region", "site_url")  # every e-mail may show these


@dataclass
class Original:
    """The four parts in the little language, their variables, and the addresses that the templates work out (`name: page`)."""

    subject: str
    heading: str
    text: str
    html: str
    addresses: dict = field(default_factory=dict)
    shape: Shape = field(default_factory=Shape)

    @property
    def links(self):
        """The variables that stand alone as the address of a link."""
        return set(re.findall(r'href="\{\{ ([\w.]+) \}\}"', self.html))

    def values(self, context):
        """The context with the addresses."""
        return {**{name: reverse(page) for name, page in self.addresses.items()}, **context}


class CannotBeReworded(Exception):
    """The templates of this kind do more than the little language can say."""


@cache
def original(kind):
    """The Original of an EmailKind. Raises CannotBeReworded."""
    addresses = {}
    html, text = _Writer(f"{kind.template}.html", addresses), _Writer(f"{kind.template}.txt", addresses)
    subject = _braces(kind.subject)
    heading = text.block("title").strip()
    heading = "" if heading == "{{ subject }}" else heading
    found = Original(subject, heading, text.block("body").strip("\n"), html.block("body").strip("\n"), addresses)
    for part in (subject, heading, found.text, found.html):
        learn(compiled(part).nodelist, found.shape)
    for path in BESIDES:
        found.shape.at(*path.split(".")).shown = True
    return found


def _braces(subject):
    """« {title} : … » becomes « {{ title }} : … »."""
    return "".join(words + (f"{{{{ {name} }}}}" if name is not None else "") for words, name, _, _ in Formatter().parse(subject))


class _Writer:
    """Writes the blocks of a template and of those it extends and includes, without the tags that the team does not have."""

    def __init__(self, name, addresses):
        self.blocks, self.addresses = {}, addresses
        template = get_template(name).template
        while template is not None:
            extends = next((node for node in template.nodelist if isinstance(node, ExtendsNode)), None)
            for node in (extends or template).nodelist.get_nodes_by_type(BlockNode):
                self.blocks.setdefault(node.name, node)
            template = get_template(extends.parent_name.var).template if extends else None

    def block(self, name):
        """The words of a block."""
        return self._write(self.blocks[name].nodelist, {})

    def _write(self, nodes, names):
        return "".join(self._one(node, names) for node in nodes)

    def _one(self, node, names):
        match node:
            case TextNode():
                return node.s
            case VariableNode():
                return self._variable(node.token.contents, names)
            case BlockNode():
                return self._write(self.blocks[node.name].nodelist, names)
            case IfNode():
                return self._if(node, names)
            case ForNode():
                empty = f"{{% empty %}}{self._write(node.nodelist_empty, names)}" if node.nodelist_empty else ""
                head = f"for {', '.join(node.loopvars)} in {_renamed(node.sequence.token, names)}"
                return f"{{% {head} %}}{self._write(node.nodelist_loop, names)}{empty}{{% endfor %}}"
            case URLNode() if not node.args and not node.kwargs:
                name = node.asvar or f"{node.view_name.var.replace(':', '_')}_path"
                self.addresses[name] = node.view_name.var
                return "" if node.asvar else f"{{{{ {name} }}}}"
            case IncludeNode():
                given = {name: _renamed(value.token, names) for name, value in node.extra_context.items()}
                inside = get_template(node.template.var).template
                return self._write(inside.nodelist, given if node.isolated_context else {**names, **given})
            case WithNode():
                return self._write(node.nodelist, {**names, **{k: _renamed(v.token, names) for k, v in node.extra_context.items()}})
            case LoadNode() | CommentNode():
                return ""
        raise CannotBeReworded(type(node).__name__)

    def _variable(self, contents, names):
        renamed = _renamed(contents, names)
        is_text = renamed[:1] in {'"', "'"} and renamed[-1] == renamed[0] and "|" not in renamed
        return renamed[1:-1] if is_text else f"{{{{ {renamed} }}}}"

    def _if(self, node, names):
        written = []
        for n, (condition, inside) in enumerate(node.conditions_nodelists):
            head = "else" if condition is None else f"{'elif' if n else 'if'} {_condition(condition, names)}"
            written.append(f"{{% {head} %}}{self._write(inside, names)}")
        return "".join(written) + "{% endif %}"


def _renamed(expression, names):
    """The expression with the name that an include or a `with` gave to its variable."""
    root = expression
    for mark in ".|":
        root = root.partition(mark)[0]
    return names[root] + expression[len(root) :] if root in names else expression


def _condition(condition, names):
    if hasattr(condition, "text"):
        return _renamed(condition.text, names)
    first = _condition(condition.first, names)
    if condition.second is None:
        return f"{condition.id} {first}"
    return f"{first} {condition.id} {_condition(condition.second, names)}"
