"""/agenda/<slug>/, and its papers."""

from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Event, Paper, Registration
from events.page import EventPage, may_read
from events.services.letters import SALT
from network.ui.serving import kept_file


@require_safe
def detail(request, slug):
    """One event."""
    event = get_object_or_404(Event.objects.visible_to(request.user).for_page(), slug=slug)
    page = EventPage(event, now=timezone.now(), registered=_is_registered(request, event), team=request.user.is_staff)
    return render(request, "events/detail.html", {"event": event, "page": page})


@require_safe
def paper(request, slug, pk):
    """/agenda/<slug>/pieces/<pk>/: downloaded, never shown; one for those registered is theirs alone.

    Who has no account opens it with the link of their registration: `?inscription=`.
    """
    key = _registration_of_link(request.GET.get("inscription", ""))
    found = Paper.objects.exclude(file="").select_related("event")
    paper = get_object_or_404(found, event__slug=slug, pk=pk)
    by_link = key is not None and Registration.objects.confirmed().filter(pk=key, event=paper.event_id, is_erased=False).exists()
    if not by_link:
        event = get_object_or_404(Event.objects.visible_to(request.user), pk=paper.event_id)
        if not may_read(paper, registered=_is_registered(request, event), team=request.user.is_staff):
            raise Http404
    etag = paper.file.name.rsplit("/", 1)[-1]
    response = kept_file(request, lambda: paper.file.open("rb"), etag=etag, content_type=paper.content_type, download=paper.filename)
    response["X-Robots-Tag"] = "noindex"
    return response


def _is_registered(request, event):
    return request.user.is_authenticated and Registration.objects.confirmed().filter(event=event, user=request.user).exists()


def _registration_of_link(token):
    try:
        return signing.loads(token, salt=SALT) if token else None
    except signing.BadSignature:
        return None
