"""Whoever of the team, or of an organisation, did something: what they did stays when their account is gone."""

from django.conf import settings
from django.db import models


def person(label):
    """A link to an account, for the record."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label)
