"""What the team exports: every column of the public export, and what only the team sees."""

from import_export import fields, resources
from import_export.formats.base_formats import CSV, XLSX

from actors.listing import COLUMNS
from actors.models import Actor
from network.ui.cells import guarded

TEAM_COLUMNS = [
    ("État", lambda a: a.get_state_display()),
    ("Confirmée le", lambda a: a.confirmed_at and f"{a.confirmed_at:%Y-%m-%d}"),
    ("Modifiée le", lambda a: f"{a.updated_at:%Y-%m-%d}"),
    ("Démonstration", lambda a: "oui" if a.is_demo else ""),
]


class FrenchCSV(CSV):
    """UTF-8 with a byte order mark, semicolons: opens right in a French spreadsheet."""

    def export_data(self, dataset, **kwargs):
        """The text of the file."""
        return "\ufeff" + dataset.export("csv", delimiter=";")


class ActorResource(resources.ModelResource):
    """One line an actor; no cell that a spreadsheet would take for a formula."""

    class Meta:
        model = Actor
        fields = []

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.readers = dict(COLUMNS + TEAM_COLUMNS)
        self.fields = {label: fields.Field(column_name=label) for label in self.readers}

    def get_export_order(self, selected_fields=None):
        """The order of the columns."""
        return list(self.readers)

    def get_export_fields(self, selected_fields=None):
        """All of them."""
        return list(self.fields.values())

    def get_user_visible_fields(self):
        """All of them."""
        return self.get_export_fields()

    def export_field(self, field, instance, **kwargs):
        """A cell, guarded."""
        return guarded(self.readers[field.column_name](instance))


FORMATS = [XLSX, FrenchCSV]
