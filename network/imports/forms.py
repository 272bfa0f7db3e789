"""What a person says of a file: the file itself, how it is read, which column is what."""

from django import forms

from network.imports import limits
from network.imports.decoding import CHOICES, NAMES

IGNORED = ""


class UploadForm(forms.Form):
    """A file, looked at by its content."""

    file = forms.FileField(
        label="Fichier",
        help_text=f"CSV ou XLSX, {limits.FILE // 1_000_000}\u00a0Mo et {limits.ROWS} lignes au plus.".replace("200000", "200\u00a0000"),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )


class ReadingForm(forms.Form):
    """How a file is read, when what was found is wrong."""

    header_line = forms.TypedChoiceField(label="Ligne des titres", coerce=int, empty_value=None, required=False)
    sheet = forms.CharField(label="Feuille", required=False, max_length=200)
    encoding = forms.ChoiceField(
        label="Encodage", choices=[("", "reconnu ligne par ligne"), *((name, NAMES[name]) for name in CHOICES)], required=False
    )

    def __init__(self, *args, table=None, **kwargs):
        super().__init__(*args, **kwargs)
        if table is None:  # what was sent is checked by the reader itself
            self.fields["header_line"] = forms.IntegerField(required=False, min_value=1)
            return
        self.initial["header_line"] = table.header_line
        lines = [(line, f"{line} : {_short(cells)}") for line, cells in table.beginning[:20] if any(cell.strip() for cell in cells)]
        self.fields["header_line"].choices = lines
        if table.sheets:
            self.fields["sheet"] = forms.ChoiceField(label="Feuille", choices=[(sheet, sheet) for sheet in table.sheets], required=False)
            self.initial["sheet"] = table.sheet
            del self.fields["encoding"]
        else:
            del self.fields["sheet"]

    def clean(self):
        """None for what was left to the reader."""
        return {name: value or None for name, value in super().clean().items()}


def _short(cells):
    text = " · ".join(" ".join(cell.split()) for cell in cells if cell.strip())
    return text if len(text) <= 90 else f"{text[:90]}…"


class MatchingForm(forms.Form):
    """One choice a column of the file: what it is, or that it is ignored."""

    def __init__(self, *args, kind, table, matching, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(IGNORED, "(ignorée)"), *((column.name, column.label) for column in kind.columns)]
        for index, heading in enumerate(table.headings):
            self.fields[f"colonne-{index}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=matching.get(str(index), IGNORED)
            )
        self.samples = table.sample(3)

    def rows(self):
        """(field, what the first rows hold there) of each column."""
        for index, field in enumerate(self):
            yield field, [row.cells[index][:80] for row in self.samples if row.cells[index].strip()]

    def matching(self):
        """{index: column name} of what is not ignored."""
        return {index: name for index, name in enumerate(self.cleaned_data[field] for field in self.fields) if name}
