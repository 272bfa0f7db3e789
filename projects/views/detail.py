"""The page of a project."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from projects.models import Project
from projects.sheet import Sheet


@require_safe
def detail(request, slug):
    """/projets/<slug>/: a project that one may not see does not exist."""
    project = get_object_or_404(Project.objects.visible_to(request.user).for_sheet(), slug=slug)
    return render(request, "projects/detail.html", {"project": project, "sheet": Sheet(project, request.user)})
