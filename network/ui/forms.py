"""Forms in the portal's dress. `{% crispy form %}` shows the summary of errors, then the fields, help above, error below.

The markup is in templates/bootstrap5/ (one field) and templates/components/ (summary, buttons); here, what a form's own
`helper` is made of.
"""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, LayoutObject, TemplateNameMixin
from crispy_forms.utils import render_field
from django.template.loader import render_to_string


class Section(LayoutObject):
    """Fields that go together, under a heading and perhaps a sentence."""

    def __init__(self, title, *fields, lead=""):
        self.title, self.fields, self.lead = title, list(fields), lead

    def render(self, form, context, template_pack="bootstrap5", **kwargs):
        """The heading as the legend of a fieldset."""
        inside = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string("components/form_section.html", {"title": self.title, "lead": self.lead, "fields": inside})


class Pair(LayoutObject):
    """Two short fields side by side where there is room."""

    def __init__(self, *fields):
        self.fields = list(fields)

    def render(self, form, context, template_pack="bootstrap5", **kwargs):
        """Each field in its half."""
        halves = [render_field(field, form, context, template_pack=template_pack, **kwargs) for field in self.fields]
        return render_to_string("components/form_pair.html", {"halves": halves})


class Choices(Field):
    """Many boxes to tick, folded under the heading of each group; static/js/choices.js adds a field that finds one."""

    template = "components/choice_groups.html"


class Actions(TemplateNameMixin):
    """The one thing that the form does, named by its effect, and the way back."""

    template = "components/form_actions.html"

    def __init__(self, label, *, back="", back_label="Revenir", dangerous=False, name="", value=""):
        self.shown = {"label": label, "back": back, "back_label": back_label, "dangerous": dangerous, "name": name, "value": value}

    def render(self, form, context, template_pack="bootstrap5", **kwargs):
        """A button, perhaps a link."""
        return render_to_string(self.get_template_name(template_pack), self.shown)


def page_form(*layout, action, back="", back_label="Revenir", dangerous=False):
    """The helper of a form that is a page's main thing: `self.helper = page_form("name", "siren", action="Inscrire la structure")`.

    The browser's own messages are off: ours are in French and beside the field.
    """
    helper = FormHelper()
    helper.attrs = {"novalidate": ""}
    helper.layout = Layout(*layout, Actions(action, back=back, back_label=back_label, dangerous=dangerous))
    return helper


def step_form(*fields):
    """The helper of one page of a form in steps: the page writes the form's tags, its buttons and where it says « Enregistré »."""
    helper = FormHelper()
    helper.form_tag = False
    helper.layout = Layout("seen", *fields)
    return helper
