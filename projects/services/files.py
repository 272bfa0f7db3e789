"""Files of a project on the disk: what no row names any more leaves it, once the transaction is kept."""

from contextlib import contextmanager
from functools import partial

from django.db import transaction

from projects.models import Paper, Picture


def _names(project):
    pictures = Picture.objects.filter(project=project).values_list("image", flat=True)
    return {*pictures, *Paper.objects.filter(project=project).values_list("file", flat=True)} - {""}


@contextmanager
def tidied(project):
    """Around what changes or removes pictures and papers of `project`: `with tidied(project): picture.delete()`."""
    before = _names(project)
    yield
    storage = Picture._meta.get_field("image").storage
    for name in before - _names(project):
        transaction.on_commit(partial(storage.delete, name), robust=True)
