"""Rewording a kind of e-mail: a draft that can be looked at, then put in use; the way back is always open."""

from django.db import connection, transaction
from django.utils import timezone

from network.audit.services import record
from network.notifications.enums import WordingState
from network.notifications.models import EmailWording
from network.notifications.originals import CannotBeReworded, original
from network.notifications.proofreading import problems, samples
from network.notifications.registry import find_kind
from network.notifications.rendering import reworded
from network.notifications.services.sending import write

PARTS = ("subject", "heading", "text", "html")


class WordingError(Exception):
    """The rewording is refused; `problems` says where and why, for the person."""

    def __init__(self, words, found=()):
        super().__init__(words)
        self.problems = list(found)


def version(kind):
    """Which state of this kind's wordings one has seen; changes with every act on them."""
    last = EmailWording.objects.of(kind).order_by("-updated_at", "-pk").first()
    return f"{last.pk}-{last.updated_at.isoformat()}" if last else "original"


@transaction.atomic
def save_draft(*, kind, subject, heading, text, html, by, seen=None):
    """Keep a rewording as the draft of `kind`, once it is proofread. `seen`: the `version` that the person had before them."""
    words = {"subject": subject, "heading": heading, "text": text.replace("\r\n", "\n"), "html": html.replace("\r\n", "\n")}
    _lock(kind)
    if seen is not None and seen != version(kind):
        last = EmailWording.objects.of(kind).select_related("by").order_by("-updated_at").first()
        who = last.by if last and last.by else "Une autre personne"
        raise WordingError(
            f"{who} a modifié ce courriel pendant que vous écriviez. Rien de ce que vous avez saisi n’est perdu : "
            "comparez avec l’aperçu, puis enregistrez une seconde fois pour garder votre version."
        )
    try:
        found = problems(kind=kind, original=original(kind), **words)
    except CannotBeReworded:
        raise WordingError("Ce courriel est composé par le portail : il ne se réécrit pas ici.") from None
    if found:
        raise WordingError("Ce texte ne peut pas encore servir.", found)
    draft = EmailWording.objects.draft(kind) or EmailWording(kind=kind.name)
    before = {name: getattr(draft, name) for name in PARTS}
    for name, value in words.items():
        setattr(draft, name, value)
    draft.by = by
    draft.save()
    changes = {name: [before[name], words[name]] for name in PARTS if before[name] != words[name]}
    record(by=by, verb="rédiger", target=draft, changes=changes)
    return draft


@transaction.atomic
def put_in_use(*, kind, by, seen=None):
    """From now on, e-mails of this kind leave in the words of its draft; of the one that was `seen`, if that is said."""
    _lock(kind)
    if seen is not None and seen != version(kind):
        raise WordingError("Ce brouillon vient de changer : relisez l’aperçu, puis mettez-le en service.")
    draft = EmailWording.objects.draft(kind)
    if draft is None:
        raise WordingError("Il n’y a pas de brouillon à mettre en service.")
    found = problems(kind=kind, original=original(kind), **{name: getattr(draft, name) for name in PARTS})
    if found:
        raise WordingError("Ce texte ne peut plus servir : le courriel a changé depuis qu’il a été écrit.", found)
    _retire(kind)
    draft.state, draft.used_from, draft.by = WordingState.CURRENT, timezone.now(), by
    draft.save()
    record(by=by, verb="mettre en service", target=draft)
    return draft


@transaction.atomic
def go_back(*, kind, by):
    """From now on, e-mails of this kind leave as their author wrote them. The team's wording stays in the history."""
    _lock(kind)
    retired = _retire(kind)
    if retired is None:
        raise WordingError("Ce courriel part déjà dans son texte d’origine.")
    record(by=by, verb="revenir au texte d’origine", target=retired)
    return retired


@transaction.atomic
def take_up(*, wording, by):
    """Make the draft of its kind from an earlier wording."""
    kind = _kind(wording)
    return save_draft(kind=kind, by=by, **{name: getattr(wording, name) for name in PARTS})


@transaction.atomic
def send_sample(*, wording, by):
    """Send this wording to the person who asks, filled with examples."""
    kind = _kind(wording)
    subject, text, html = reworded(kind, samples(kind, original(kind)), wording)
    return write(kind=kind, to=by, subject=f"Essai : {subject}", text=text, html=html, by=by)


def _kind(wording):
    kind = find_kind(wording.kind)
    if kind is None:
        raise WordingError("Le portail n’écrit plus ce courriel.")
    return kind


def _lock(kind):
    """One person at a time for each kind of e-mail; there may be no row to lock yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"wording:{kind.name}"])


def _retire(kind):
    current = EmailWording.objects.current(kind)
    if current is not None:
        current.state, current.used_until = WordingState.PAST, timezone.now()
        current.save()
    return current
