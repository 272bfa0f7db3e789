"""Signs of life of an import at work."""

from network import pulse
from network.imports.models import Import


class Pulse(pulse.Pulse):
    """Goes on from the number of lines that the last turn knew."""

    def __init__(self, batch):
        super().__init__(batch)
        self.total = batch.total

    def mine(self):
        """The import while this worker is at it."""
        return Import.objects.at_work().filter(pk=self.row.pk, token=self.row.token)
