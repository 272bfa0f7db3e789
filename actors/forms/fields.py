"""Fields of a sheet: choices gathered in groups, languages separated by commas."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator

MOST_LANGUAGES, LONGEST_LANGUAGE = 12, 40


class _Grouped(ModelChoiceIterator):
    """The choices as (group, [(value, label) …]), groups in the order in which the queryset brings them."""

    def __iter__(self):
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


class LanguagesField(forms.CharField):
    """« français, anglais » → ["français", "anglais"]."""

    def prepare_value(self, value):
        """What is kept, or what was typed, as one text."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        """The languages, without blanks or repetitions."""
        if isinstance(value, list):
            return value
        said = [" ".join(part.split()) for part in re.split(r"[,;/\n]", super().to_python(value))]
        languages = list(dict.fromkeys(language for language in said if language))
        if len(languages) > MOST_LANGUAGES:
            raise ValidationError(f"{MOST_LANGUAGES} langues au plus\u00a0: vous en donnez {len(languages)}.")
        if long := [language for language in languages if len(language) > LONGEST_LANGUAGE]:
            raise ValidationError(f"«\u00a0{long[0][:LONGEST_LANGUAGE]}…\u00a0» est trop long\u00a0: séparez les langues par des virgules.")
        return languages

    def has_changed(self, initial, data):
        """Whether the languages themselves differ."""
        try:
            return self.to_python(data or "") != (initial or [])
        except ValidationError:
            return True
