"""The files of a project: shown to those who may see its page, checked again each time the browser asks."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from network.ui.images import CONTENT_TYPE
from network.ui.serving import kept_file
from projects.models import Paper, Picture, Project
from projects.rules import can_look_after


@require_safe
def picture(request, slug, pk):
    """/projets/<slug>/images/<pk>/"""
    shown = get_object_or_404(Picture.objects.filter(project__in=Project.objects.visible_to(request.user)), project__slug=slug, pk=pk)
    return kept_file(request, lambda: shown.image.open("rb"), etag=_tag(shown.image), content_type=CONTENT_TYPE)


@require_safe
def paper(request, slug, pk):
    """/projets/<slug>/documents/<pk>/: downloaded, never shown; one kept for the project's people is theirs alone."""
    found = Paper.objects.filter(project__in=Project.objects.visible_to(request.user)).select_related("project")
    paper = get_object_or_404(found, project__slug=slug, pk=pk)
    if not (paper.is_public or can_look_after(request.user, paper.project)):
        raise Http404
    response = kept_file(
        request, lambda: paper.file.open("rb"), etag=_tag(paper.file), content_type=paper.content_type, download=paper.filename
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _tag(file):
    return file.name.rsplit("/", 1)[-1]
