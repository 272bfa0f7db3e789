"""Pieces of the form of a sheet."""

from crispy_forms.layout import LayoutObject
from django.template.loader import render_to_string


class Duplicates(LayoutObject):
    """The sheets that may be of the same organisation; htmx asks for them again as one types in the `watched` fields."""

    def __init__(self, *watched):
        self.watched = watched

    def render(self, form, context, template_pack="bootstrap5", **kwargs):
        """Their place, and the panel when there are some."""
        shown = {"near": form.near, "refused": "different" in form.errors, "watched": self.watched, "slug": form.instance.slug}
        return render_to_string("actors/includes/duplicates_place.html", shown)
