"""Recurring sources of support."""

from django.db import models
from django.urls import reverse

from actors.websites import WebsiteField
from network.moderation.models import Publishable
from projects.querysets import SchemeQuerySet


class Scheme(Publishable):
    """A recurring source of support (dispositif): one that the network carries itself, or one that it points to."""

    name = models.CharField("nom", max_length=160)
    acronym = models.CharField("sigle", max_length=40, blank=True)
    slug = models.SlugField("adresse", max_length=90, unique=True)
    is_own = models.BooleanField("porté par le réseau", default=False)
    carrier = models.CharField("porté par", max_length=160, blank=True)
    summary = models.TextField("en quelques mots", blank=True, max_length=600)
    link = WebsiteField("page de référence", blank=True)
    source = models.CharField("source", max_length=250, blank=True)
    is_demo = models.BooleanField("démonstration", default=False)

    objects = SchemeQuerySet.as_manager()

    NAMELESS = "dispositif"
    RESERVED_SLUGS = frozenset({"ajouter", "export", "carte"})

    class Meta(Publishable.Meta):
        verbose_name = "dispositif"
        ordering = ["-is_own", "name", "pk"]
        constraints = [*Publishable.Meta.constraints]

    def __str__(self):
        return self.acronym or self.name

    def get_absolute_url(self):
        return reverse("schemes:detail", args=[self.slug])
