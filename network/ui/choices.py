"""Many things to choose from, gathered in groups."""

from django import forms
from django.forms.models import ModelChoiceIterator


class _Grouped(ModelChoiceIterator):
    """The choices as (group, [(value, label) …]), groups in the order in which the queryset brings them; nothing chosen first."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        groups = {}
        for thing in self.queryset.all():
            groups.setdefault(self.field.group_of(thing), []).append(self.choice(thing))
        yield from groups.items()


class GroupedChoices(forms.ModelMultipleChoiceField):
    """Several things of a table, shown as boxes to tick under the heading that `group_of` gives each of them."""

    widget = forms.CheckboxSelectMultiple
    iterator = _Grouped

    def __init__(self, queryset, *, group_of, **kwargs):
        self.group_of = group_of
        super().__init__(queryset, **kwargs)


class GroupedChoice(forms.ModelChoiceField):
    """One thing of a table, in a list whose headings `group_of` gives."""

    iterator = _Grouped

    def __init__(self, queryset, *, group_of, **kwargs):
        self.group_of = group_of
        super().__init__(queryset, **kwargs)
