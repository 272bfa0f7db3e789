"""A person known at an organisation, as those who represent it write it down."""

from django import forms

from actors.models import Contact
from network.audit.editing import GuardedForm
from network.audit.parts import PartForm
from network.ui.forms import Pair, Section, page_form


class UnsettlingForm(GuardedForm):
    """A contact that is published ceases to be once what was agreed to is another."""

    def _post_clean(self):
        before = {name: getattr(self.instance, name) for name in self.fields if hasattr(self.instance, name)}
        super()._post_clean()
        self.instance.unsettle({name for name, value in before.items() if getattr(self.instance, name) != value})


class DeskContactForm(UnsettlingForm, PartForm):
    """As the team edits it, on its own page and among the lines below a sheet."""


class ContactForm(UnsettlingForm):
    """What one needs to call somebody; what only the team reads is no field here, nor is what only that person decides."""

    class Meta:
        model = Contact
        fields = ["name", "function", "email", "phone", "preferred", "is_elected", "delegation", "mandate_start", "mandate_end"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            "phone": forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
            "mandate_start": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "mandate_end": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {"name": {"required": "Écrivez le prénom et le nom de cette personne."}}

    def __init__(self, *args, back, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form(
            "seen",
            Pair("name", "function"),
            Pair("email", "phone"),
            "preferred",
            Section("Mandat d’élue ou d’élu", "is_elected", "delegation", Pair("mandate_start", "mandate_end")),
            action="Enregistrer le contact",
            back=back,
        )


class ConsentForm(forms.Form):
    """What the person agrees to."""

    shows_phone = forms.BooleanField(required=False)
