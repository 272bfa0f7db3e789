"""Writing a project: referencing it, editing its sheet, proposing it, continuing it, archiving it."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.audit.editing import changes_of
from network.moderation.enums import State
from network.moderation.services import ModerationError, archive
from network.ui.throttle import check, throttled
from projects.forms.steps import EssentialForm, sectors_of
from projects.models import Project
from projects.registration import STEPS, wanting
from projects.rules import can_archive, can_edit, has_actor
from projects.services import publication as services
from projects.views.adding import add_partner, finder
from projects.views.lines import FORMS, lines

READ_OR_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@READ_OR_WRITE
@login_required
def create(request):
    """/projets/referencer/: the first step; the draft exists once it is sent."""
    if not has_actor(request.user):
        return render(request, "projects/no_actor.html")
    form = EssentialForm(request.POST or None, instance=Project(), by=request.user)
    if request.method == "POST" and form.is_valid():
        check(request, "register")
        links = {name: form.cleaned_data[name] for name in ("themes", "goals", "sectors")}
        try:
            project = services.begin(project=form.save(commit=False), by=request.user, links=links)
        except services.PublicationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Le brouillon est enregistré : il est dans votre espace, vous pouvez vous arrêter quand vous voulez.")
            return redirect("projects:update", project.slug, STEPS[1].slug)
    return _page(request, form, STEPS[0], [])


@never_cache
@READ_OR_WRITE
@login_required
@transaction.atomic
def update(request, slug, step=STEPS[0].slug):
    """/projets/<slug>/modifier/<step>/: a page of the sheet. What is right in it is kept even when another line is to be corrected."""
    current = STEPS.called(step)
    project = _mine(request, slug, lock=request.method == "POST")
    if current is None:
        raise Http404
    if request.FILES:
        check(request, "upload")
    if request.method != "POST":
        return _page(request, FORMS[step](instance=project, by=request.user), current, lines(step, project, request.user))
    autosave = "autosave" in request.POST
    form = FORMS[step](request.POST, instance=project, by=request.user, autosave=autosave)
    rows = [one.judge() for one in lines(step, project, request.user, request.POST, request.FILES, autosave)]
    fine = _keep(request, project, form, rows)
    if autosave:
        return _saved(request, project, form, rows, fine)
    if step == "partenaires" and (answer := add_partner(request, project, partial(_page, request, form, current))):
        return answer
    if not fine:
        return _page(request, form, current, rows)
    return _onward(request, project, current)


def _keep(request, project, form, rows):
    """Save what is right; True when everything is."""
    valid = form.is_valid()
    changes, links = ({}, {}) if not valid else (changes_of(form), _links(form))
    kept = [(row.save(commit=False), row.amounts() if hasattr(row, "amounts") else None) for one in rows for row in one.kept]
    removed = [(row.instance, None) for one in rows for row in one.removed]
    if changes or links or kept or removed:
        target = form.save(commit=False) if valid else Project.objects.select_related("lead").get(pk=project.pk)
        services.edit(project=target, by=request.user, changes=changes, links=links, kept=kept, removed=removed)
    for one in rows:
        one.now = one.settle()
    if valid and changes:  # the page that comes back with a line to correct shows what is kept now
        now = type(form)(instance=Project.objects.get(pk=project.pk), by=request.user)
        form.data["seen"] = now["seen"].value()
    return valid and not any(one.wrong for one in rows)


def _links(form):
    return {name: form.cleaned_data[name] for name in ("themes", "goals", "sectors") if name in form.changed_data}


def _onward(request, project, step):
    """After a save: what the button asked; else the next step of a draft, the sheet otherwise."""
    here = reverse("projects:update", args=[project.slug, step.slug])
    if more := request.POST.get("more", ""):
        return redirect(f"{here}#{more[:20]}" if more.isalpha() else here)
    if "propose" in request.POST:
        try:
            with transaction.atomic():
                services.propose(project=project, by=request.user)
        except (services.PublicationError, ModerationError) as error:
            messages.error(request, str(error))
            return redirect(here)
        messages.success(request, "La fiche est proposée. L’équipe la relit, et les partenaires que vous nommez reçoivent un courriel.")
        return redirect(project)
    if "back" in request.POST and STEPS.before(step):
        return redirect("projects:update", project.slug, STEPS.before(step).slug)
    if project.state == State.DRAFT and STEPS.after(step):
        return redirect("projects:update", project.slug, STEPS.after(step).slug)
    messages.success(request, "La fiche est enregistrée.")
    return redirect(project)


def _mine(request, slug, *, lock=False):
    """The project, for who may write it: for the others it does not exist. Locked, in a transaction, when it is about to be written."""
    project = get_object_or_404(Project.objects.visible_to(request.user).select_related("lead"), slug=slug)
    if not can_edit(request.user, project):
        raise Http404
    if lock:
        project = Project.objects.select_for_update(of=("self",)).select_related("lead").get(pk=project.pk)
    return project


def _saved(request, project, form, rows, fine):
    """« Enregistré à 14 h 05 », and the versions that the page now shows; or why something was not saved."""
    valid = form.is_valid()
    fresh = type(form)(instance=Project.objects.get(pk=project.pk), by=request.user) if valid else None
    wrong = [row for one in rows for row in one.wrong]
    context = {
        "at": timezone.now(),
        "fine": fine,
        "form": form,
        "fresh": fresh,
        "stale": any(error.code == "stale" for part in (form, *wrong) for error in part.non_field_errors().as_data()),
        "problems": [what for one in rows for _, what in one.problems()],
        "lines": [row for one in rows for row in one.now],
    }
    return render(request, "projects/includes/saved.html", context)


def _address(project, step):
    return reverse("projects:update", args=[project.slug, step.slug]) if project.pk else reverse("projects:create")


def _page(request, form, step, rows, **more):
    project = form.instance
    context = {"form": form, "thing": project, "project": project, "rows": rows, **STEPS.shown(step, partial(_address, project)), **more}
    context["problems"] = [problem for one in rows for problem in one.problems()]
    context["is_multipart"] = any(row.is_multipart() for one in rows for row in one.forms)
    if project.pk:
        context |= {"wanting": wanting(project), "can_archive": can_archive(request.user, project)}
        if step.slug == "partenaires" and "finder" not in more:
            context["finder"] = finder(request, project)
    return render(request, "projects/writing.html", context)


@never_cache
@require_safe
@login_required
@throttled("autocomplete")
def sectors(request):
    """/projets/secteurs/?themes=…: the OECD sectors of the themes that somebody ticks."""
    form = EssentialForm(instance=Project(), by=request.user, initial={})
    chosen = request.GET.getlist("sectors")[:60]
    form.fields["sectors"].queryset = sectors_of(request.GET.getlist("themes")[:60], chosen)
    form.initial["sectors"] = chosen
    return render(request, "projects/includes/sectors.html", {"field": form["sectors"]})


@require_POST
@login_required
def continue_from(request, slug):
    """/projets/<slug>/prolonger/: the draft of what follows a project."""
    project = _mine(request, slug)
    check(request, "register")
    try:
        following = services.continue_from(project=project, by=request.user)
    except services.PublicationError as error:
        messages.error(request, str(error))
        return redirect(project)
    messages.success(request, "La suite de ce projet est un brouillon : complétez ce qui change, comme les dates et les montants.")
    return redirect("projects:update", following.slug)


@never_cache
@READ_OR_WRITE
@login_required
def withdraw(request, slug):
    """/projets/<slug>/archiver/: says what happens, then takes the sheet out of the directory."""
    project = get_object_or_404(Project.objects.visible_to(request.user).select_related("lead"), slug=slug)
    if not can_archive(request.user, project):
        raise Http404
    if request.method == "POST":
        try:
            archive(thing=project, by=request.user)
            messages.success(request, f"La fiche « {project} » est archivée : elle ne paraît plus parmi les projets.")
        except ModerationError as error:
            messages.error(request, str(error))
        return redirect("portal:space")
    return render(request, "projects/archive.html", {"project": project})
