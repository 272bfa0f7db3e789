"""Adding a partner: looking for one as one types, choosing it, or naming one that the portal does not know."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actors.models import Actor
from network.ui.throttle import throttled
from projects.finding import find_partners, near_organisations
from projects.forms.partner import OrganisationForm, RoleForm
from projects.models import PartnerOrganisation, Project
from projects.rules import can_edit
from projects.services import partners as services
from projects.views.lines import lines


def finder(request, project, form=None, near=(), text=None):
    """What the place where one looks for partners shows."""
    text = request.POST.get("q", "") if text is None else text
    new = {"new": form or OrganisationForm(), "near": list(near), "open": form is not None}
    return {"found": find_partners(text, project=project), "role": RoleForm(request.POST or None), **new}


def add_partner(request, project, page):
    """The answer to a button that adds a partner or looks for one; None when it was another button."""
    post, role = request.POST, RoleForm(request.POST).chosen()
    here = reverse("projects:update", args=[project.slug, "partenaires"]) + "#partnerships"
    try:
        if key := post.get("add_actor", ""):
            services.add_actor(project=project, actor=_found(Actor.objects.published(), key), role=role, by=request.user)
        elif key := post.get("add_organisation", ""):
            found = _found(PartnerOrganisation.objects.standing(), key)
            services.add_organisation(project=project, organisation=found, role=role, by=request.user)
        elif "add_new" in post:
            form = OrganisationForm(post)
            near = []
            if form.is_valid() and post["add_new"] != "different":
                near = near_organisations(form.cleaned_data["name"], form.cleaned_data["country"])[:4]
            if near or not form.is_valid():
                return page(lines("partenaires", project, request.user), finder=finder(request, project, form, near))
            services.add_organisation(project=project, organisation=form.save(commit=False), role=role, by=request.user)
        elif "search" in post:
            return page(lines("partenaires", project, request.user))
        else:
            return None
    except services.PartnerError as error:
        messages.error(request, str(error))
    return redirect(here)


def _found(queryset, key):
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Http404
    return get_object_or_404(queryset, pk=int(key))


@never_cache
@require_safe
@login_required
@throttled("autocomplete")
def search(request, slug):
    """/projets/<slug>/partenaires/?q=: actors and organisations, as one types."""
    project = get_object_or_404(Project.objects.visible_to(request.user).select_related("lead"), slug=slug)
    if not can_edit(request.user, project):
        raise Http404
    found = find_partners(request.GET.get("q", ""), project=project)
    return render(request, "projects/includes/found.html", {"found": found})
