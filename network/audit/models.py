"""Who changed what, when: one row a service call, written in its transaction."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from network.audit.querysets import EntryQuerySet


class Entry(models.Model):
    """One act on one object. `changes` maps a field to `[before, after]`."""

    at = models.DateTimeField("date", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name="par")
    verb = models.CharField("action", max_length=60)
    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="type")
    object_id = models.CharField("identifiant", max_length=40)
    target = GenericForeignKey()
    label = models.CharField("objet", max_length=250)
    changes = models.JSONField("changements", default=dict, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "journal"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "-at"], name="audit_entry_target")]

    def __str__(self):
        return f"{self.verb} : {self.label}"
