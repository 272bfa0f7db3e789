"""The part of the sign-up form that is ours. Apart from `forms`: django-allauth builds its own forms on this one."""

from django import forms


class NameForm(forms.Form):
    """One's name, if one wishes to give it."""

    first_name = forms.CharField(label="Prénom", required=False, max_length=150)
    last_name = forms.CharField(label="Nom", required=False, max_length=150)

    def signup(self, request, user):
        """Nothing more to keep: django-allauth writes the two names itself."""
