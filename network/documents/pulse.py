"""Signs of life of a document in the making."""

from network import pulse
from network.documents.enums import State
from network.documents.models import Document


class Pulse(pulse.Pulse):
    """Besides what every pulse writes, the `unit` of what is counted."""

    def __init__(self, document):
        super().__init__(document)
        self.unit = document.unit

    def mine(self):
        """The document while this worker makes it."""
        return Document.objects.filter(pk=self.row.pk, token=self.row.token, state=State.RUNNING)

    def shown(self):
        """How many of what."""
        return {**super().shown(), "unit": self.unit}
