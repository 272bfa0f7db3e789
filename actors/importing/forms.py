"""What a person says of an import of organisations, beside its columns."""

from django import forms

from actors.enums import Kind, Provenance


class OptionsForm(forms.Form):
    """Before the lines are checked."""

    kind = forms.ChoiceField(
        label="Type, quand la ligne ne le dit pas",
        choices=[("", "Aucun : la ligne est alors en erreur"), *Kind.choices],
        required=False,
    )
    provenance = forms.ChoiceField(label="Origine des fiches créées", choices=Provenance.choices, initial=Provenance.PUBLIC_RECORD)
    source = forms.CharField(
        label="Source, telle que la fiche la citera", max_length=250, widget=forms.TextInput(attrs={"class": "vTextField"})
    )


class ConfirmForm(forms.Form):
    """Once the lines were shown."""

    known = forms.ChoiceField(
        label="Fiches déjà connues",
        choices=[("complete", "Compléter leurs champs vides, sans rien changer d’autre"), ("skip", "Ne pas y toucher")],
        initial="complete",
        widget=forms.RadioSelect,
    )
    near = forms.ChoiceField(
        label="Fiches proches, sauf celles décidées une à une",
        choices=[
            ("skip", "Les laisser de côté : elles restent dans le fichier des lignes écartées"),
            ("create", "Créer une fiche pour chacune"),
        ],
        initial="skip",
        widget=forms.RadioSelect,
    )
    publish = forms.BooleanField(label="Publier tout de suite les fiches créées, au lieu de brouillons", required=False)
