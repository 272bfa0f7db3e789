"""Choosing a commune by its name or postcode. Written by hand or picked as one types: the same text is sent."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from network.taxonomy.models import Municipality

OFFERED = 6  # communes that an error names at most


class MunicipalityWidget(forms.TextInput):
    """A text input that static/js/municipality.js turns into one with choices."""

    class Media:
        js = ("js/municipality.js",)
        css = {"all": ("css/municipality.css",)}

    def __init__(self, attrs=None):
        url = reverse_lazy("taxonomy:municipalities")
        super().__init__({"data-municipality": url, "autocomplete": "off", "spellcheck": "false", **(attrs or {})})


class Typed(str):
    """What a person typed, which is shown again as it is."""


class MunicipalityField(forms.Field):
    """Text → Municipality: « Nantes », « Nantes (44) », « st nazaire », a former name, a postcode or an INSEE code.

    Never guesses: a text that may mean several communes, or that is misspelt, is an error that names them.
    """

    widget = MunicipalityWidget
    default_error_messages = {
        "required": "Indiquez la commune, par son nom ou son code postal.",
        "several": "Plusieurs communes répondent à « %(text)s » : %(names)s. Recopiez celle qui convient, avec son département.",
        "near": "« %(text)s » n’est pas le nom d’une commune de la région. Est-ce %(names)s ?",
        "unknown": "Aucune commune de la région ne ressemble à « %(text)s ». Vérifiez le nom, ou donnez le code postal.",
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "Nom ou code postal.")
        super().__init__(**kwargs)

    def bound_data(self, data, initial):
        """What was typed, told from the code of a commune: « 44190 » is a postcode when a person writes it."""
        return Typed(data or "")

    def prepare_value(self, value):
        """The name and département of the commune that `value` (a commune, its code) is; a typed text as it is."""
        if isinstance(value, str) and not isinstance(value, Typed):
            value = Municipality.objects.filter(pk=value).first()
        return value.label if isinstance(value, Municipality) else value

    def to_python(self, value):
        """The one commune that the text names; raises ValidationError with those that it may mean."""
        if value in self.empty_values or isinstance(value, Municipality):
            return value or None
        text = " ".join(str(value).replace("\0", "").split())
        if not text:
            return None
        named = list(Municipality.objects.exactly(text)[: OFFERED + 1])
        if len(named) == 1:
            return named[0]
        found = named or list(Municipality.objects.matching(text)[:OFFERED])
        names = [commune.label for commune in found[:OFFERED]]
        kind = "several" if len(named) > 1 else "near" if found else "unknown"
        listed = ", ".join(names) if len(named) > 1 else alternatives(names)
        if len(named) > OFFERED:
            listed += "…"
        shown = text if len(text) <= 60 else f"{text[:60]}…"
        raise ValidationError(self.error_messages[kind], code=kind, params={"text": shown, "names": listed})

    def has_changed(self, initial, data):
        """Whether the text names another commune than `initial` (a commune, its code, nothing)."""
        before = initial.pk if isinstance(initial, Municipality) else initial or None
        try:
            after = self.to_python(data)
        except ValidationError:
            return True
        return (after.pk if after else None) != before


def alternatives(names):
    """« A, B ou C »."""
    return " ou ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
