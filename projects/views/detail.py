"""The page of a project."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from projects.models import Project
from projects.sheet import Sheet


@require_safe
def detail(request, slug):
    """/projets/<slug>/: a project that one may not see does not exist."""
    projects = Project.objects.visible_to(request.user).select_related("lead__municipality__department", "lead__department")
    project = get_object_or_404(projects, slug=slug)
    return render(request, "projects/detail.html", {"project": project, "sheet": Sheet(project, request.user)})
