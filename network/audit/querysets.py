"""Reads of the audit trail."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet


class EntryQuerySet(QuerySet):
    """Entries, latest first."""

    def about(self, thing):
        """Those whose target is `thing`."""
        return self.filter(content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk))

    def about_all(self, model, pks):
        """Those whose targets are the objects of `model` with these keys."""
        return self.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=[str(pk) for pk in pks])
