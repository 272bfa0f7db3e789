"""/groupes-de-travail/"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from actors.models import Actor
from events.group_page import GroupPage
from events.models import GroupPaper, WorkingGroup
from events.rules import can_read_group
from events.services.groups import GroupError, join, leave
from network.ui.serving import kept_file


@require_safe
def groups(request):
    """Those that meet, then those that ended."""
    found = WorkingGroup.objects.prefetch_related("countries", "themes", "replaced_by")
    return render(request, "groups/list.html", {"standing": found.standing(), "ended": found.filter(is_ended=True)})


@require_safe
def group(request, slug):
    """One group."""
    found = get_object_or_404(WorkingGroup.objects.prefetch_related("countries", "themes", "replaced_by", "replaces"), slug=slug)
    return render(request, "groups/detail.html", {"group": found, "page": GroupPage(found, request.user, timezone.now())})


@require_POST
@login_required
def join_group(request, slug):
    """/groupes-de-travail/<slug>/rejoindre/"""
    found = get_object_or_404(WorkingGroup, slug=slug)
    asked = request.POST.get("structure", "")
    actor = Actor.objects.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() and len(asked) < 12 else None
    try:
        join(group=found, by=request.user, actor=actor)
        messages.success(request, f"Vous êtes membre du groupe «\u00a0{found}\u00a0».")
    except GroupError as error:
        messages.error(request, str(error))
    return redirect(found)


@require_POST
@login_required
def leave_group(request, slug):
    """/groupes-de-travail/<slug>/quitter/"""
    found = get_object_or_404(WorkingGroup, slug=slug)
    leave(group=found, by=request.user)
    messages.success(request, f"Vous n’êtes plus membre du groupe «\u00a0{found}\u00a0».")
    return redirect(found)


@require_safe
def paper(request, slug, pk):
    """/groupes-de-travail/<slug>/pieces/<pk>/: downloaded, never shown; one that the group keeps is for its members and the team."""
    found = get_object_or_404(GroupPaper.objects.exclude(file="").select_related("group"), group__slug=slug, pk=pk)
    if not (found.is_public or can_read_group(request.user, found.group)):
        raise Http404
    etag = found.file.name.rsplit("/", 1)[-1]
    response = kept_file(request, lambda: found.file.open("rb"), etag=etag, content_type=found.content_type, download=found.filename)
    response["X-Robots-Tag"] = "noindex"
    return response
