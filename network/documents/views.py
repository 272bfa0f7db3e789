"""Asking for a document, following it, having it."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from network.documents import services
from network.documents.kinds import Refusal, get_kind
from network.documents.models import Document, Request
from network.ui.french import plural
from network.ui.serving import kept_file
from network.ui.throttle import check

PER_PAGE = 25


@login_required
@require_safe
def mine(request):
    """/documents/: those that this person asked for, the latest first."""
    asked = Request.objects.filter(user=request.user).select_related("document")
    page = Paginator(asked, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/list.html", {"page": page, "keep_days": settings.DOCUMENTS["keep_days"]})


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, kind):
    """/documents/demander/<kind>/?…: what it will contain; posted, it is made."""
    try:
        definition = get_kind(kind)
    except KeyError:
        raise Http404 from None
    try:
        params = definition.clean(request.GET)
        if elsewhere := _elsewhere(request, definition, params):
            return elsewhere
        if not definition.allowed(request.user, params):
            raise Http404
        if request.method == "POST":
            check(request, "document")
            return redirect(services.request_document(kind=kind, data=request.GET, by=request.user))
        summary = definition.summary(params)
    except Refusal as refusal:
        return render(request, "documents/refused.html", {"kind": definition, "refusal": refusal}, status=400)
    existing = services.current(kind=kind, params=params)
    duration = None if existing else _duration(Document.objects.expected(kind, summary.count))
    return render(request, "documents/ask.html", {"kind": definition, "summary": summary, "existing": existing, "duration": duration})


@require_safe
def detail(request, pk):
    """/documents/<uuid>/: the page to follow it on, that can be left and found again."""
    document = get_object_or_404(Document, pk=pk)
    return _elsewhere(request, _kind_of(document), document.params) or render(request, "documents/detail.html", _shown(request, pk))


@require_safe
def progress(request, pk):
    """The part of it that changes, asked for every second until it is over."""
    return render(request, "documents/detail.html#progress", _shown(request, pk))


@require_safe
def file(request, pk):
    """The PDF, for those who may read it, as long as all that it shows may be shown."""
    document = get_object_or_404(Document, pk=pk)
    if elsewhere := _elsewhere(request, _kind_of(document), document.params):
        return elsewhere
    document, kind = _readable(request, pk)
    if not document.is_ready or not kind.still_true(document):
        raise Http404
    name = kind.file_name(document)
    response = kept_file(request, lambda: document.path.open("rb"), etag=document.checksum, content_type="application/pdf", download=name)
    response["X-Robots-Tag"] = "noindex"
    return response


def _duration(seconds):
    """« 40 secondes », « 3 minutes »: five seconds more or less."""
    return seconds and (plural(-(-seconds // 5) * 5, "seconde") if seconds < 90 else plural(round(seconds / 60), "minute"))


def _readable(request, pk):
    """The document and its kind; 404 for those who may not read it."""
    document = get_object_or_404(Document, pk=pk)
    kind = _kind_of(document)
    if not kind.allowed(request.user, document.params):
        raise Http404
    return document, kind


def _kind_of(document):
    try:
        return get_kind(document.kind)
    except KeyError:
        raise Http404 from None


def _elsewhere(request, kind, params):
    """To where one asks for what took the place of what `params` name; None when nothing did, or nothing that the person may read."""
    successor = kind.successor(params)
    if successor is None or not kind.allowed(request.user, successor):
        return None
    response = redirect(f"{reverse('documents:ask', args=[kind.name])}?{kind.query(successor)}", permanent=True)
    response["Cache-Control"] = "private, no-cache"  # what was merged can be parted again
    return response


def _shown(request, pk):
    document, kind = _readable(request, pk)
    again = f"{reverse('documents:ask', args=[document.kind])}?{kind.query(document.params)}"
    withdrawn = document.is_ready and not (kind.still_true(document) and document.path.exists())
    return {"document": document, "kind": kind, "again": again, "withdrawn": withdrawn, "moving": not document.is_over}
