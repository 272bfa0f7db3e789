"""One actor's sheet as a PDF."""

import json
from hashlib import sha256
from urllib.parse import urlencode

from django.http import Http404
from django.utils import timezone

from actors.documents.entries import edition, entry, readable
from actors.models import Actor
from network.documents.kinds import Book, Kind, Part, Summary
from network.ui.french import moment


class SheetPdf(Kind):
    """`fiche-acteur`: open to whoever may see the sheet on the site."""

    name = "fiche-acteur"
    title = "Fiche d’un acteur"

    def clean(self, data):
        """The actor, named by the address of its sheet (`acteur=`)."""
        actor = Actor.objects.filter(slug=data.get("acteur", "")).only("pk").first()
        if actor is None:
            raise Http404
        return {"actor": actor.pk}

    def allowed(self, user, params):
        """Whoever may see the sheet."""
        return Actor.objects.visible_to(user).filter(pk=params["actor"]).exists()

    def version(self, params):
        """The fingerprint of what it shows."""
        return sha256(json.dumps(self._entry(params), sort_keys=True).encode()).hexdigest()[:20]

    def query(self, params):
        """The actor's address."""
        return urlencode({"acteur": Actor.objects.get(pk=params["actor"]).slug})

    def successor(self, params):
        """The sheet into which this one was merged."""
        winner = Actor.objects.filter(absorbed=params["actor"]).values_list("pk", flat=True).first()
        return winner and {"actor": winner}

    def summary(self, params):
        """Whose sheet."""
        actor = Actor.objects.get(pk=params["actor"])
        facts = [("Acteur", actor.name), ("Contenu", "ce que montre sa page, sur une page ou deux")]
        return Summary(f"Fiche de {actor.name}", facts, 1, "fiche", actor.get_absolute_url())

    def compose(self, params):
        """One part."""
        context = {**edition(), "entry": self._entry(params), "moment": moment(timezone.localtime())}
        return Book([Part("actors/pdf/sheet.html", context)])

    def _entry(self, params):
        return entry(readable(Actor.objects.filter(pk=params["actor"])).get(), timezone.localdate())
