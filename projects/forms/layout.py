"""Pieces of the form of a project."""

from crispy_forms.layout import LayoutObject
from django.template.loader import render_to_string


class Sectors(LayoutObject):
    """The sectors of the themes; htmx asks for them again when the themes change."""

    def __init__(self, name):
        self.name = name

    def render(self, form, context, template_pack="bootstrap5", **kwargs):
        """Their boxes, in the place that htmx fills again."""
        return render_to_string("projects/includes/sectors_place.html", {"field": form[self.name]})
