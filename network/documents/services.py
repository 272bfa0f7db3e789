"""The verbs: ask for a document, take it up, finish it, clear away."""

import json
import os
import socket
import uuid
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from network.audit.services import record
from network.documents import filing
from network.documents.enums import State
from network.documents.kinds import Refusal, get_kind
from network.documents.models import Document, Request
from network.documents.release import release
from network.notifications.services import send
from network.publishing import publish, publish_on_commit

RENDER_TASK = "documents.render"
EXHAUSTED = "La préparation de ce document a été interrompue plusieurs fois."


def request_document(*, kind, data, by=None):
    """The Document of `kind` for `data` (a QueryDict), as the data is now: the one that exists, or a new one that a worker makes.

    `by` is the person, or None for a visitor. Raises Refusal, whose message is for the person.
    """
    person = by if by is not None and by.pk else None
    definition = get_kind(kind)
    params = definition.clean(data)
    if not definition.allowed(by or AnonymousUser(), params):
        raise Refusal("Vous ne pouvez pas demander ce document.")
    return ask(kind=kind, params=params, by=person)


@transaction.atomic
def ask(*, kind, params, by=None):
    """As `request_document`, of parameters that are clean and allowed."""
    definition = get_kind(kind)
    version = definition.version(params)
    document = current(kind=kind, params=params, version=version)
    if document and document.is_ready and not document.path.exists():
        document.token = None
        _fail(document, "file missing", "Le fichier de ce document n’est plus là.")
        document = None
    document = document or _begin(definition, params, version, by)
    Document.objects.filter(pk=document.pk).update(asked_at=Now())
    if by is not None:
        Request.objects.update_or_create(document=document, user=by, defaults={"asked_at": timezone.now()})
    return document


def _begin(definition, params, version, by):
    """A new queued document, or the one that another click has just begun."""
    row = Document(
        kind=definition.name, params=params, version=version, release=release(), requested_by=by, called_at=timezone.now(),
        fingerprint=_fingerprint(definition.name, params, version), title=definition.summary(params).title[:200],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return Document.objects.alive().get(fingerprint=row.fingerprint)
    publish_on_commit(RENDER_TASK, str(row.pk))
    return row


def current(*, kind, params, version=None):
    """The Document that shows the data as it is now, made or in the making; None when there is none."""
    version = version or get_kind(kind).version(params)
    return Document.objects.alive().filter(fingerprint=_fingerprint(kind, params, version)).first()


def _fingerprint(kind, params, version):
    content = json.dumps([kind, params, str(version), release()], sort_keys=True, ensure_ascii=False)
    return sha256(content.encode()).hexdigest()


@transaction.atomic
def remake(*, document, by):
    """Make a document anew, for the team; the old file is deleted."""
    old = Document.objects.select_for_update().get(pk=document.pk)
    if not old.is_over:
        raise Refusal("Ce document est déjà en préparation.")
    old.file, file = "", old.file
    old.state, old.message = State.FAILED, "Ce document a été refait : demandez-le à nouveau."
    old.save(update_fields=["state", "message", "file"])
    record(by=by, verb="refaire", target=old)
    transaction.on_commit(lambda: filing.discard(file), robust=True)
    return ask(kind=old.kind, params=old.params, by=by)


@transaction.atomic
def claim(*, document_id):
    """The Document, now held by this worker under a new token; None when it is over, held by another, or given up."""
    document = Document.objects.select_for_update(skip_locked=True).filter(pk=document_id).first()
    if document is None or document.is_over:
        return None
    if document.state == State.RUNNING and not Document.objects.abandoned().filter(pk=document_id).exists():
        return None
    if document.attempts >= settings.DOCUMENTS["attempts"]:
        _fail(document, f"interrupted {document.attempts} times, last by {document.worker}", EXHAUSTED)
        return None
    now = timezone.now()
    document.state, document.token, document.heartbeat_at = State.RUNNING, uuid.uuid4(), now
    document.worker = f"{socket.gethostname()[:60]}:{os.getpid()}"
    document.attempts, document.started_at = document.attempts + 1, now
    document.done = document.total = 0
    document.error = document.message = ""
    document.save()
    Document.objects.filter(pk=document.pk).update(heartbeat_at=Now())
    return document


@transaction.atomic
def complete(*, document, file, size, checksum, pages, subjects):
    """Set a document ready with its file, if this worker still holds it; returns whether it does."""
    held = Document.objects.select_for_update().filter(pk=document.pk, token=document.token, state=State.RUNNING).first()
    if held is None:
        return False
    held.state, held.finished_at, held.token = State.READY, timezone.now(), None
    held.file, held.size, held.checksum, held.pages, held.subjects = file, size, checksum, pages, subjects
    held.done = held.total = max(held.total, held.done)
    held.save()
    long_ago = held.finished_at - timezone.timedelta(seconds=settings.DOCUMENTS["mail_after"])
    for request in held.requests.filter(wants_mail=True, asked_at__lt=long_ago).select_related("user"):
        context = {"title": held.title, "url": settings.SITE_URL + held.get_absolute_url(), "pages": pages, "size": size}
        send(kind="document_ready", to=request.user, context=context, dedupe=f"document-ready:{held.pk}:{request.user_id}")
    return True


@transaction.atomic
def fail(*, document, error, message):
    """Give a document up, if this worker still holds it: `error` for the team, `message` for the person."""
    held = Document.objects.select_for_update().filter(pk=document.pk, token=document.token, state=State.RUNNING).first()
    if held is not None:
        _fail(held, error, message)


def _fail(document, error, message):
    document.state, document.token, document.finished_at = State.FAILED, None, timezone.now()
    document.error, document.message = error[:4000], message[:250]
    document.save(update_fields=["state", "token", "finished_at", "error", "message"])


def release_hold(*, document):
    """Put a document back in the queue: this worker cannot go on, another will."""
    Document.objects.filter(pk=document.pk, token=document.token).update(state=State.QUEUED, token=None, called_at=None)


def call_overlooked():
    """Hand to the workers what they lost or never heard of. Returns how many documents."""
    found = list(Document.objects.overlooked().order_by("created_at", "pk").values_list("pk", flat=True)[:200])
    for pk in found:
        if not publish(RENDER_TASK, str(pk)):
            break  # the queue is away: the next round will tell
        Document.objects.filter(pk=pk).update(called_at=Now())
    return len(found)


def clear_away():
    """Delete documents that nobody asked for in a long time, with their files, and whatever crashes left on the disk."""
    for document in Document.objects.out_of_date().order_by("asked_at", "pk")[:1000]:
        with transaction.atomic():
            deleted, _ = Document.objects.out_of_date().filter(pk=document.pk).delete()
        if deleted:
            filing.discard(document.file)
    filing.sweep(set(Document.objects.exclude(file="").values_list("file", flat=True)))
