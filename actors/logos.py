"""Logos: redrawn small and bare (`network.ui.images`), kept under a name nobody guesses."""

from secrets import token_urlsafe

from django.db.models.fields.files import ImageFieldFile
from django.urls import reverse

from network.ui.images import Redrawing, RedrawnField

MAX_BYTES = 5 * 1024 * 1024
redrawn = Redrawing(one="un logo", the="le logo", side=512, max_bytes=MAX_BYTES)


def unguessable(instance, filename):
    """Where a logo is kept, whatever the uploaded file was called."""
    return f"actors/logos/{token_urlsafe(24)}.webp"


class LogoFile(ImageFieldFile):
    """A stored logo, whose address is the view that checks who may see it."""

    @property
    def url(self):
        """The address of the logo of this actor."""
        self._require_file()
        return reverse("actors:logo", args=[self.instance.slug])


class LogoField(RedrawnField):
    """The logo of an actor."""

    attr_class = LogoFile
    redrawing = redrawn
