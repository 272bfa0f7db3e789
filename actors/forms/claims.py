"""Asking to represent an organisation, and answering."""

from django import forms

from actors.enums import Role
from network.ui.forms import page_form

ROLES = [
    (Role.MANAGER, "Responsable : modifie la fiche, invite des personnes, répond aux demandes"),
    (Role.CONTRIBUTOR, "Contributeur ou contributrice : modifie la fiche"),
]


class ClaimForm(forms.Form):
    """« C’est la mienne »."""

    refused = "Votre demande n’est pas partie"
    role = forms.ChoiceField(label="Ce que vous y ferez", choices=ROLES, initial=Role.MANAGER, widget=forms.RadioSelect)
    message = forms.CharField(
        label="Qui vous êtes dans la structure",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Votre fonction, et comment le vérifier. Qui répondra lira ce message, votre nom et votre adresse.",
        error_messages={"required": "Dites en une phrase qui vous êtes dans la structure."},
    )

    def __init__(self, *args, back, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("role", "message", action="Envoyer ma demande", back=back, back_label="Revenir à la fiche")


class RefusalForm(forms.Form):
    """Why the answer is no."""

    refused = "La réponse n’a pas été enregistrée"
    reason = forms.CharField(
        label="Motif du refus",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="La personne le lira dans un courriel et dans son espace.",
        error_messages={"required": "Écrivez le motif du refus : la personne qui a fait la demande le lira."},
    )


class AcceptanceForm(forms.Form):
    """The role that is given."""

    role = forms.ChoiceField(label="Rôle", choices=ROLES, widget=forms.RadioSelect)
