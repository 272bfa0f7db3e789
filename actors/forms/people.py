"""Inviting somebody to represent an organisation."""

from django import forms

from actors.enums import Role
from network.ui.forms import page_form

ROLES = [
    (Role.CONTRIBUTOR, "Contributeur ou contributrice : modifie la fiche"),
    (Role.MANAGER, "Responsable : modifie la fiche, invite des personnes, répond aux demandes"),
]


class InvitationForm(forms.Form):
    """Whom to invite, and for what."""

    refused = "L’invitation n’est pas partie"
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        help_text="Celle de la personne, qu’elle ait déjà un compte ou non.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Écrivez l’adresse de la personne à inviter.",
            "invalid": "Cette adresse n’est pas complète : elle s’écrit comme prenom.nom@exemple.org.",
        },
    )
    role = forms.ChoiceField(label="Rôle", choices=ROLES, initial=Role.CONTRIBUTOR, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("email", "role", action="Envoyer l’invitation")


class RoleForm(forms.Form):
    """The role to give."""

    role = forms.ChoiceField(choices=Role)
