"""The sheet as the team edits it."""

from django import forms
from django.contrib.postgres.forms import SimpleArrayField

from actors.enums import Way
from actors.models import Actor
from network.audit.editing import GuardedForm
from network.taxonomy.fields import MunicipalityField


class ActorForm(GuardedForm):
    """The whole sheet; the state moves elsewhere, by `network.moderation.services`."""

    municipality = MunicipalityField(label="Commune", required=False)
    ways = forms.MultipleChoiceField(label="Modes d’action", choices=Way, required=False, widget=forms.CheckboxSelectMultiple)
    languages = SimpleArrayField(
        forms.CharField(max_length=40, required=False),
        label="Langues de travail",
        required=False,
        max_length=12,
        help_text="Séparées par des virgules.",
    )

    class Meta:
        model = Actor
        fields = "__all__"
        widgets = {"presentation": forms.Textarea(attrs={"rows": 12, "cols": 90})}

    def clean_languages(self):
        """Without blanks or repetitions."""
        return list(dict.fromkeys(language.strip() for language in self.cleaned_data["languages"] if language.strip()))
