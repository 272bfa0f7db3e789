"""The sheet of a project: written for the first time, written again, removed."""

from django.db import transaction

from network.audit.services import record
from network.directory import slugs
from projects.models import Project
from projects.services.files import tidied


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
def remove(*, project, by):
    """Delete a project with what hangs on it, its files too."""
    record(by=by, verb="supprimer", target=project)
    with tidied(project):
        Project.objects.filter(pk=project.pk).delete()
