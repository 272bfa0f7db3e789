"""Reading a rewording before it may replace the original: what is wrong, where, in words fit for the person who wrote it."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from html.parser import HTMLParser

from django.conf import settings
from django.template import TemplateSyntaxError
from django.template.base import Lexer, TokenType

from network.notifications.manners import FILTERS
from network.notifications.registry import common
from network.notifications.sandbox import compiled, filled
from network.notifications.shapes import sample, unknown

TAGS = {
    "p": {"class"}, "br": set(), "b": set(), "strong": set(), "i": set(), "em": set(), "a": {"href", "class"}, "ul": set(), "ol": set(),
    "li": set(), "h2": set(), "h3": set(), "hr": set(), "blockquote": set(), "span": {"class"},
    "table": {"role", "class", "width"}, "tbody": set(), "tr": set(), "td": {"class", "width", "height", "bgcolor"},
    "th": {"class", "width", "scope"},
}  # fmt: skip
VOID = {"br", "hr"}
SCHEMES = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
NAME = r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9][A-Za-z0-9_]*)*"
ARGUMENT = r"(?::(?:\"[^\"]*\"|'[^']*'|[\w.]+))?"
SHOWN = re.compile(rf"^{NAME}((?:\s*\|\s*\w+{ARGUMENT})*)$")
LOOP = re.compile(rf"^for\s+\w+(?:\s*,\s*\w+)*\s+in\s+{NAME}(?:\|\w+{ARGUMENT})*$")
OPEN, MIDDLE = {"if": "endif", "for": "endfor"}, {"elif": "if", "else": "if", "empty": "for"}
LONGEST_SUBJECT = 150


@dataclass(frozen=True)
class Problem:
    """What is wrong in a part (`subject`, `heading`, `text`, `html`), at a line when it has one."""

    part: str
    line: int | None
    words: str

    def __str__(self):
        return f"Ligne {self.line} : {self.words}" if self.line and self.part in {"text", "html"} else self.words


def problems(*, kind, original, subject, heading, text, html):
    """What keeps this rewording of `kind` from being used, in the order of its parts; empty when nothing does."""
    parts = {"subject": subject, "heading": heading, "text": text, "html": html}
    found = [Problem(name, line, words) for name, source in parts.items() for line, words in _language(source, original.shape)]
    found += _one_line("subject", subject) + _one_line("heading", heading)
    found += [Problem("html", line, words) for line, words in _markup(html)]
    if not subject.strip():
        found.append(Problem("subject", None, "Écrivez l’objet du courriel."))
    found += [Problem(name, None, "Ce texte est vide : tout courriel existe en texte et en HTML.") for name in ("text", "html")
              if not parts[name].strip()]  # fmt: skip
    return found or _unfillable(kind, original, parts) or _kept(kind, original, text, html) + _links(kind, original, html)


def kept(kind, original):
    """The variables without which the e-mail is useless: those declared so, and of a secret kind its links and codes."""
    declared = {path for path, variable in kind.variables.items() if variable.kept}
    secret = {path for path, _ in original.shape.paths() if kind.secret and re.search(r"(url|code|link)$", path) and path != "site_url"}
    return sorted(declared | secret)


def samples(kind, original, without=()):
    """Realistic values for every variable; empty ones for those in `without`."""
    links = dict.fromkeys(original.links, f"{settings.SITE_URL}/exemple/")
    examples = links | {path: variable.example for path, variable in {**common(), **kind.variables}.items()} | dict.fromkeys(without, "")
    return {name: sample(shape, name, examples) for name, shape in original.shape.below.items()}


def _one_line(name, source):
    if "\n" in source or "\r" in source:
        return [Problem(name, None, "Écrivez-le sur une seule ligne.")]
    return [Problem(name, None, "Il est trop long : 150 signes au plus.")] if len(source) > LONGEST_SUBJECT else []


def _language(source, shape):
    """What the little language does not say, then the variables that this e-mail does not have."""
    found = [*_tokens(source)]
    if found:
        return found
    try:
        nodes = compiled(source).nodelist
    except TemplateSyntaxError as error:
        return [(getattr(getattr(error, "token", None), "lineno", 1), "Ce qui est entre accolades ne se comprend pas.")]
    names = [path for path, _ in shape.paths()]
    for line, path in unknown(nodes, shape):
        near = get_close_matches(path, names, 1)
        hint = f" Vouliez-vous écrire « {{{{ {near[0]} }}}} » ?" if near else " Choisissez-la dans la liste des variables."
        found.append((line, f"La variable « {path} » n’existe pas dans ce courriel.{hint}"))
    return found


def _tokens(source):
    opened = []
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.TEXT:
            for mark in ("{{", "}}", "{%", "%}"):
                if mark in token.contents:
                    line = token.lineno + token.contents[: token.contents.index(mark)].count("\n")
                    yield line, f"Les accolades « {mark} » ne vont pas par deux : écrivez « {{{{ nom }}}} » en entier, sur une ligne."
        elif token.token_type == TokenType.VAR:
            yield from _variable(token)
        elif token.token_type == TokenType.BLOCK:
            yield from _tag(token, opened)
    for word, line in opened:
        yield line, f"« {{% {word} %}} » n’est pas refermé : ajoutez « {{% {OPEN[word]} %}} »."


def _variable(token):
    match = SHOWN.match(token.contents)
    if not match:
        yield token.lineno, f"« {{{{ {token.contents} }}}} » ne se comprend pas : écrivez le nom d’une variable de la liste."
        return
    yield from _filters(match[1], token.lineno)


def _filters(chain, line):
    for name in re.findall(r"\|\s*(\w+)", re.sub(r"\"[^\"]*\"|'[^']*'", "", chain)):
        if name not in FILTERS:
            yield line, f"Le filtre « {name} » n’existe pas ici. Filtres possibles : {', '.join(FILTERS)}."


def _tag(token, opened):
    word = token.contents.split()[0] if token.contents.split() else ""
    if word in OPEN:
        opened.append((word, token.lineno))
        if word == "for" and not LOOP.match(token.contents):
            yield token.lineno, "Une boucle s’écrit « {% for chose in liste %} », avec une variable de la liste."
        yield from _filters(token.contents, token.lineno)
    elif word in MIDDLE:
        inside = opened[-1][0] if opened else ""
        if inside != MIDDLE[word] and not (word == "else" and inside == "for"):
            yield token.lineno, f"« {{% {word} %}} » n’est dans aucun « {{% {MIDDLE[word]} %}} »."
        elif inside == "for" and word == "else":
            yield token.lineno, "Dans une boucle, écrivez « {% empty %} » plutôt que « {% else %} »."
    elif word in OPEN.values():
        if not opened or OPEN[opened[-1][0]] != word:
            yield token.lineno, f"« {{% {word} %}} » ne referme rien."
        else:
            opened.pop()
    else:
        yield token.lineno, f"« {{% {word} %}} » n’est pas permis : seules les balises « if » et « for » le sont."


class _Markup(HTMLParser):
    """Reads HTML as a person writes it: only the tags of our e-mails, each closed."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.stack, self.links = [], [], []

    def handle_starttag(self, tag, attrs):
        line = self.getpos()[0]
        if tag not in TAGS:
            self.found.append((line, f"La balise « <{tag}> » n’est pas permise. Balises possibles : {', '.join(TAGS)}."))
            return
        for name, value in attrs:
            if name not in TAGS[tag]:
                self.found.append((line, f"La balise « <{tag}> » ne prend pas d’attribut « {name} »."))
            if name == "href":
                self.links.append((line, value or ""))
        if tag not in VOID:
            self.stack.append((tag, line))

    def handle_endtag(self, tag):
        if tag in VOID or tag not in TAGS:
            return
        if self.stack and self.stack[-1][0] == tag:
            self.stack.pop()
        else:
            self.found.append((self.getpos()[0], f"« </{tag}> » ne referme pas la dernière balise ouverte."))

    def handle_comment(self, data):
        self.found.append((self.getpos()[0], "Un commentaire partirait avec le courriel : retirez-le."))

    def handle_decl(self, decl):
        self.found.append((self.getpos()[0], "Écrivez le corps du message seulement : l’en-tête et la signature s’ajoutent d’eux-mêmes."))

    unknown_decl = handle_pi = handle_decl


def _read_markup(source):
    parser = _Markup()
    parser.feed(source)
    parser.close()
    parser.found += [(line, f"La balise « <{tag}> » n’est pas refermée : ajoutez « </{tag}> ».") for tag, line in parser.stack]
    return parser


def unsafe(html):
    """Whether an e-mail that is filled in holds what no wording may: a forbidden tag, a link that is no web, mail or telephone one."""
    read = _read_markup(html)
    return bool(read.found) or any(not SCHEMES.match(link) for _, link in read.links)


def _markup(source):
    words = re.sub(r"\{\{.*?\}\}", "x", re.sub(r"\{%.*?%\}", "", source))
    return _read_markup(words).found


def _unfillable(kind, original, parts):
    """A format that does not suit its variable, such as « day » for a number, told by filling the part in."""
    values, found = samples(kind, original), []
    for name, source in parts.items():
        if not _fills(source, values):
            shown = [token for token in Lexer(source).tokenize() if token.token_type == TokenType.VAR]
            wrong = next((token for token in shown if not _fills(f"{{{{ {token.contents} }}}}", values)), None)
            what = f"« {{{{ {wrong.contents} }}}} » ne peut pas s’écrire" if wrong else "Ce texte ne peut pas être rempli"
            words = f"{what} : un format ne convient pas à sa variable, par exemple « |day » pour un nombre."
            found.append(Problem(name, wrong.lineno if wrong else None, words))
    return found


def _fills(source, values):
    try:
        filled(source, values, html=True)
    except Exception:  # whatever a filter raises when it is given something else than it takes
        return False
    return True


def _kept(kind, original, text, html):
    """The indispensable variables are shown whatever the others are: without them the e-mail opens nothing."""
    missing = []
    for path in kept(kind, original):
        others = [name for name, _ in original.shape.paths() if name != path and "[]" not in name]
        for name, source in (("text", text), ("html", html)):
            for without in ((), others):
                values = samples(kind, original, without)
                shown = filled(source, values, html=False)
                value = values
                for step in path.split("."):
                    value = value[step]
                if str(value) not in shown:
                    words = f"Gardez « {{{{ {path} }}}} », en dehors de toute condition : sans elle, ce courriel ne sert à rien."
                    missing.append(Problem(name, None, words))
                    break
    return missing


def _links(kind, original, html):
    """Every link leads somewhere by http, mail or telephone once the variables are filled in."""
    read = _read_markup(filled(html, samples(kind, original), html=True))
    return [Problem("html", None, words) for _, words in read.found] + [
        Problem("html", line, f"Le lien vers « {link} » ne s’ouvre pas : une adresse commence par https:// ou mailto:.")
        for line, link in read.links
        if not SCHEMES.match(link)
    ]
