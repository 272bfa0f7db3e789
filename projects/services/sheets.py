"""The sheet of a project: written for the first time, written again, removed."""

from django.db import transaction

from network.audit.services import record
from network.directory import slugs
from projects.models import Project
from projects.services.files import tidied


class SheetError(Exception):
    """There is nothing to change; the message is for the person."""


@transaction.atomic
def create(*, project, by):
    """Save a new project, which starts as a draft; its address is made from its title."""
    slugs.insert(project, project.title)
    record(by=by, verb="créer", target=project)
    return project


@transaction.atomic
def update(*, project, by, changes=None, links=None):
    """Save a project. `changes` maps fields to `[before, after]` for the trail; `links` maps `themes`, `goals` and `sectors` to what
    they become."""
    project.save()
    for name, things in (links or {}).items():
        getattr(project, name).set(things)
    if changes:
        record(by=by, verb="modifier", target=project, changes=changes)
    return project


@transaction.atomic
def set_progress(*, project, progress, by):
    """Say how far a project is; it is then no longer deduced from a source."""
    current = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if current.progress == progress and not current.progress_note:
        raise SheetError(f"«\u00a0{current}\u00a0» est déjà dit {current.get_progress_display()}.")
    before, current.progress, current.progress_note = current.get_progress_display(), progress, ""
    return update(project=current, by=by, changes={"progress": [before, current.get_progress_display()]})


@transaction.atomic
def remove(*, project, by):
    """Delete a project with what hangs on it, its files too."""
    record(by=by, verb="supprimer", target=project)
    with tidied(project):
        Project.objects.filter(pk=project.pk).delete()
