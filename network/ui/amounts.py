"""Amounts as French people write them: « 12 000 », « 1 234,50 € », « 12.000,50 »."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from network.ui.french import number

GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+")  # points between thousands, as some write


class AmountField(forms.DecimalField):
    """A decimal number. Spaces and the sign of the euro are left out; what could be read in two ways is refused."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_digits": 12, "decimal_places": 2, "min_value": 0, "localize": False, **kwargs})
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        self.error_messages |= {
            "invalid": "Écrivez un nombre, par exemple 12 000 ou 1 234,50.",
            "min_value": "Écrivez un nombre positif.",
            "max_decimal_places": "Deux chiffres au plus après la virgule.",
        }

    def prepare_value(self, value):
        """« 1 234,50 »; what was typed stays as it was typed."""
        if not isinstance(value, Decimal | int | float):
            return value
        return number(value) if value == int(value) else number(value, 2)

    def to_python(self, value):
        """The Decimal; raises ValidationError in French."""
        if isinstance(value, str):
            text = re.sub(r"[\s\u00a0\u202f]|€|euros?$|eur$", "", value, flags=re.I).replace("\u2212", "-")
            whole, comma, cents = text.partition(",")
            whole = whole.replace(".", "") if GROUPS.fullmatch(whole) else whole
            if comma and "." in whole:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            value = f"{whole}.{cents}" if comma else whole
        return super().to_python(value)

    def clean(self, value):
        """The Decimal with all its decimals, as the database keeps it: 12000.00."""
        value = super().clean(value)
        return value if value is None else value.quantize(Decimal(1).scaleb(-self.decimal_places))
