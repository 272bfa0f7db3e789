"""One actor's sheet as a PDF."""

from django.utils import timezone

from actors.documents.entries import entry, readable
from actors.models import Actor
from network.documents.kinds import Summary
from network.documents.sheets import SheetKind


class SheetPdf(SheetKind):
    """`fiche-acteur`: open to whoever may see the sheet on the site."""

    name = "fiche-acteur"
    title = "Fiche d’un acteur"
    model, asked, template = Actor, "acteur", "actors/pdf/sheet.html"

    def successor(self, params):
        """The sheet into which this one was merged."""
        winner = Actor.objects.filter(absorbed=params["actor"]).values_list("pk", flat=True).first()
        return winner and {"actor": winner}

    def summary(self, params):
        """Whose sheet."""
        actor = Actor.objects.get(pk=params["actor"])
        facts = [("Acteur", actor.name), ("Contenu", "ce que montre sa page, sur une page ou deux")]
        return Summary(f"Fiche de {actor.name}", facts, 1, "fiche", actor.get_absolute_url())

    def entry(self, params):
        """The facts of the actor today."""
        return entry(readable(Actor.objects.filter(pk=params["actor"])).get(), timezone.localdate())
