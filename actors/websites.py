"""Addresses of websites: on the web, and nothing that a browser would run."""

from django import forms
from django.core.validators import URLValidator
from django.db import models

WEB_ADDRESS = URLValidator(schemes=["http", "https"], message="L’adresse d’un site s’écrit comme https://www.exemple.org.")


class WebsiteFormField(forms.URLField):
    """An address typed with or without its « https:// »."""

    default_validators = [WEB_ADDRESS]
    default_error_messages = {"invalid": WEB_ADDRESS.message}

    def __init__(self, **kwargs):
        super().__init__(**{"assume_scheme": "https", **kwargs})


class WebsiteField(models.URLField):
    """The address of a website, http or https alone."""

    default_validators = [WEB_ADDRESS]

    def formfield(self, **kwargs):
        """An input that forgives a missing scheme."""
        return super().formfield(**{"form_class": WebsiteFormField, **kwargs})
