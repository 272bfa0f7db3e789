"""The PDF of one thing that has a page: whoever may see the page may have it, and it is made again when the page says something else."""

import json
from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.utils import timezone

from network.documents.kinds import Book, Kind, Part
from network.ui.french import moment


class SheetKind(Kind):
    """A kind of one thing. Give `model`, `asked` (what the address calls it) and `template`; write `entry` and `summary`."""

    model, asked, template, drawn = None, "", "", None

    def entry(self, params):
        """What it shows, JSON-ready: what everybody may read of it."""
        raise NotImplementedError

    def clean(self, data):
        """The thing, named by the address of its page."""
        thing = self.model.objects.filter(slug=data.get(self.asked, "")).only("pk").first()
        if thing is None:
            raise Http404
        return {self.key: thing.pk}

    @property
    def key(self):
        """What the parameters call it."""
        return self.model._meta.model_name

    def allowed(self, user, params):
        """Whoever may see the page."""
        return self.model.objects.visible_to(user).filter(pk=params[self.key]).exists()

    def version(self, params):
        """The fingerprint of what it shows."""
        return sha256(json.dumps(self.entry(params), sort_keys=True).encode()).hexdigest()[:20]

    def query(self, params):
        """The thing's address."""
        return urlencode({self.asked: self.model.objects.get(pk=params[self.key]).slug})

    def compose(self, params):
        """One part."""
        edition = {"network": settings.NETWORK["name"], "site": settings.SITE_URL, "moment": moment(timezone.localtime())}
        return Book([Part(self.template, {**edition, "entry": self.entry(params)}, drawn=self.drawn)])
