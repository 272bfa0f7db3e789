"""Writing to an organisation: no puzzle to solve, a field that only programs fill in, and the time that writing takes."""

import time
from secrets import token_urlsafe

from crispy_forms.layout import Field
from django import forms
from django.core import signing

from network.ui.forms import page_form

SALT = "actors.message-form"
FASTEST, LONGEST = 3, 12 * 3600  # seconds


class MessageForm(forms.Form):
    """Who writes, where to answer, what."""

    refused = "Le message n’est pas parti"
    name = forms.CharField(label="Votre nom", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="Votre adresse électronique",
        max_length=254,
        help_text="La structure vous répondra à cette adresse, qui n’est pas publiée.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    body = forms.CharField(
        label="Votre message",
        max_length=5000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": "Écrivez votre message.", "min_length": "Dites-en un peu plus : dix caractères au moins."},
    )
    website = forms.CharField(
        label="Laissez ce champ vide", required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, actor, back, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["stamp"].initial = self._stamp()
        self.fields["name"].error_messages["required"] = "Écrivez votre nom."
        self.fields["email"].error_messages |= {
            "required": "Écrivez votre adresse : la structure vous y répondra.",
            "invalid": "Cette adresse n’est pas complète : elle s’écrit comme prenom.nom@exemple.org.",
        }
        self.helper = page_form(
            "name",
            "email",
            "body",
            Field("website", wrapper_class="d-none"),
            "stamp",
            action="Envoyer le message",
            back=back,
        )

    def clean(self):
        """Raises ValidationError for what a person hardly does; every word typed stays in the form."""
        cleaned = super().clean()
        if cleaned.get("website"):
            self._again(website="")
            raise forms.ValidationError("Un champ caché était rempli, comme le font les robots. Il est vidé : envoyez de nouveau.")
        try:
            key, shown_at = self._read(cleaned.get("stamp", ""))
        except (signing.BadSignature, ValueError):
            self._again(stamp=self._stamp())
            raise forms.ValidationError("Cette page était ouverte depuis longtemps. Votre texte est là : envoyez de nouveau.") from None
        if time.time() - shown_at < FASTEST:
            raise forms.ValidationError("Ce message est parti trop vite pour avoir été relu. Relisez-le, puis envoyez de nouveau.")
        cleaned["form_key"] = key
        return cleaned

    def _stamp(self):
        return signing.dumps([self.actor.pk, token_urlsafe(12), time.time()], salt=SALT)

    def _read(self, stamp):
        actor_pk, key, shown_at = signing.loads(stamp, salt=SALT)
        if actor_pk != self.actor.pk or time.time() - shown_at > LONGEST:
            raise ValueError
        return key, shown_at

    def _again(self, **values):
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[self.add_prefix(name)] = value
