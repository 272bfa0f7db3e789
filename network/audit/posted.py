"""What no browser sends is dropped before a widget reads it: Django's choice widgets query the database with it as it is."""

from django import forms
from django.core.exceptions import ValidationError


class PostedForm(forms.ModelForm):
    """A ModelForm whose data holds no NUL character and no key of a kind that its table cannot have."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        if self.is_bound:
            self.data = self.data.copy()
            for name, values in list(self.data.lists()):
                if any("\x00" in value for value in values):
                    self.data.setlist(name, [value.replace("\x00", "") for value in values])
            for name, field in self.fields.items():
                if isinstance(field, forms.ModelChoiceField):
                    self._keep_keys(self.add_prefix(name), field.queryset.model._meta.pk)

    def _keep_keys(self, name, key):
        values = self.data.getlist(name)
        kept = [value for value in values if not value or _is_key(value, key)]
        if kept != values:
            self.data.setlist(name, kept)


def _is_key(value, key):
    try:
        key.to_python(value)
    except (ValidationError, OverflowError):
        return False
    return len(value) < 100
