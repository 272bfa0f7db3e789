"""The projects of one actor: a fragment of its page, and a page of its own."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from actors.models import Actor
from network.directory.views import wants_fragment
from projects.models import Project

AT_ONCE = 6  # on the page of the actor


@require_safe
def of_actor(request, slug):
    """/projets/acteur/<slug>/: those that it leads, then those in which it takes part; published ones alone."""
    actor = get_object_or_404(Actor.objects.visible_to(request.user).standing(), slug=slug)
    fragment = wants_fragment(request)
    projects = list(Project.objects.published().of(actor))
    shown = projects[:AT_ONCE] if fragment else projects
    context = {"actor": actor, "total": len(projects), "more": len(projects) > len(shown)}
    context["rows"] = [(project, "porteur" if project.lead_id == actor.pk else "partenaire") for project in shown]
    return render(request, "projects/of_actor.html" + ("#projects" if fragment else ""), context)
