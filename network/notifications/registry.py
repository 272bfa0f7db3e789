"""The kinds of e-mail. Each app registers its own in its `emails.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Variable:
    """What a variable of an e-mail says, an example (None for a list: its items have theirs), and whether a rewording must keep it."""

    words: str
    example: Any
    kept: bool = False


_explained = {}


def common():
    """The variables that every e-mail may show, and names that several use, by their path."""
    return {
        "site_url": Variable("l’adresse du portail", settings.SITE_URL),
        "network.name": Variable("le nom du réseau", settings.NETWORK["name"]),
        "network.email": Variable("l’adresse électronique du réseau", settings.NETWORK["email"]),
        "network.region": Variable("la région", settings.NETWORK["region"]),
        "url": Variable("l’adresse de la page dont parle le courriel", f"{settings.SITE_URL}/exemple/"),
        "code_path": Variable("la page où demander un code, à écrire après site_url", "/compte/login/code/"),
        "reset_path": Variable("la page du nouveau mot de passe, à écrire après site_url", "/compte/password/reset/"),
        **_explained,
    }


def explain(variables):
    """Say once what names that several kinds of an app use stand for: `{path: Variable}`. Called by its `email_variables.py`."""
    _explained.update(variables)


@dataclass(frozen=True)
class EmailKind:
    """One kind of e-mail.

    `subject` is a format string over the context (« Votre document est prêt : {title} ») that says it all.
    `template` is the path without its extension: `<template>.html` and `<template>.txt` extend the layouts
    of `notifications/email/`. `reason` says why one receives it; it stands last.
    `secret`: it holds a link or a code that opens an account; nobody reads it in the admin and its body is
    emptied once it left. `useful_for`: past that age it is not worth sending any more. `forgotten`: the last letter to
    somebody who is erased; once it left, the row no longer says to whom. `variables`: what the team reads about each variable
    when it rewords the e-mail, by its path (« actor.name »; « tasks[].title » in a list).
    """

    name: str
    subject: str
    template: str
    reason: str
    secret: bool = False
    useful_for: timedelta | None = None
    forgotten: bool = False
    variables: Mapping[str, Variable] = field(default_factory=dict, hash=False)

    @property
    def open_subject(self):
        """The subject without what it says of one e-mail: what may be read of a secret one."""
        return self.subject.format_map(_Dots())


class _Dots(dict):
    def __missing__(self, key):
        return "…"


_kinds = {}


def register(kind):
    """Add a kind; its name is taken once. Returns the kind."""
    if _kinds.setdefault(kind.name, kind) != kind:
        raise ValueError(f"The e-mail kind “{kind.name}” is registered twice.")
    return kind


def get_kind(name):
    """The kind of that name; KeyError when no app registered it."""
    return _kinds[name]


def find_kind(name):
    """The kind of that name, or None: rows outlive the kinds they were written by."""
    return _kinds.get(name)


def all_kinds():
    """Every kind, in the order of their names."""
    return [_kinds[name] for name in sorted(_kinds)]
