"""Fields of a sheet: languages separated by commas."""

import re

from django import forms
from django.core.exceptions import ValidationError

MOST_LANGUAGES, LONGEST_LANGUAGE = 12, 40


class LanguagesField(forms.CharField):
    """« français, anglais » → ["français", "anglais"]."""

    def prepare_value(self, value):
        """What is kept, or what was typed, as one text."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        """The languages, without blanks or repetitions."""
        if isinstance(value, list):
            return value
        said = [" ".join(part.split()) for part in re.split(r"[,;/\n]", super().to_python(value))]
        languages = list(dict.fromkeys(language for language in said if language))
        if len(languages) > MOST_LANGUAGES:
            raise ValidationError(f"{MOST_LANGUAGES} langues au plus\u00a0: vous en donnez {len(languages)}.")
        if long := [language for language in languages if len(language) > LONGEST_LANGUAGE]:
            raise ValidationError(f"«\u00a0{long[0][:LONGEST_LANGUAGE]}…\u00a0» est trop long\u00a0: séparez les langues par des virgules.")
        return languages

    def has_changed(self, initial, data):
        """Whether the languages themselves differ."""
        try:
            return self.to_python(data or "") != (initial or [])
        except ValidationError:
            return True
