"""Logos: judged by their content, redrawn small and without metadata, kept under a name nobody guesses."""

from io import BytesIO
from secrets import token_urlsafe

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django.urls import reverse
from PIL import Image, ImageFile, ImageOps

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 16_000_000  # decoded at four bytes a pixel: 64 MB for a moment
SIDE = 512
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
CONTENT_TYPE = "image/webp"
ACCEPTED = "PNG, JPEG, WebP ou GIF"


def unguessable(instance, filename):
    """Where a logo is kept, whatever the uploaded file was called."""
    return f"actors/logos/{token_urlsafe(24)}.webp"


def redrawn(file):
    """The uploaded `file` as a WebP of at most 512 × 512 pixels; raises ValidationError in French when it is no logo.

    Nothing of the original bytes survives: metadata, colour profiles, further frames, and whatever hides behind the image.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(
            f"Ce fichier pèse {_megabytes(file.size)} : un logo pèse 5 Mo au plus. Réduisez-le, puis choisissez-le de nouveau."
        )
    start = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    file.seek(0)
    if start.startswith(b"<") and b"<svg" in start:
        raise ValidationError(f"Un dessin SVG peut contenir des programmes : il n’est pas accepté. Exportez le logo en {ACCEPTED}.")
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, where it is loaded, turns it on for the whole process
    try:
        return _webp(_opened(file))
    except ValidationError:
        raise
    except Exception:  # decoders raise whatever they meet in a damaged file
        raise ValidationError(
            "Cette image est incomplète ou abîmée. Ouvrez-la sur votre poste, enregistrez-la de nouveau, puis réessayez."
        ) from None


def _opened(file):
    try:
        image = Image.open(file, formats=FORMATS)
    except Image.DecompressionBombError:
        raise _too_large() from None
    except Exception:
        raise ValidationError(f"Ce fichier n’est pas une image {ACCEPTED}, quel que soit son nom.") from None
    if image.width * image.height > MAX_PIXELS:
        raise _too_large(image)
    return image


def _too_large(image=None):
    size = f" ({image.width} × {image.height} pixels)" if image else ""
    return ValidationError(f"Cette image est trop grande{size} : seize millions de pixels au plus, soit 4 000 × 4 000.")


def _webp(image):
    photograph = image.format == "JPEG"
    image.draft("RGB", (2 * SIDE, 2 * SIDE))
    image.load()
    image = ImageOps.exif_transpose(image)
    image = image.convert("RGB" if photograph else "RGBA")
    image.thumbnail((SIDE, SIDE))
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    out = BytesIO()
    clean.save(out, "WEBP", lossless=not photograph, quality=90, method=4)
    return ContentFile(out.getvalue(), name="logo.webp")


def _megabytes(size):
    return f"{size / 1024 / 1024:.1f} Mo".replace(".", ",").replace(" ", "\u00a0")


class LogoFormField(forms.FileField):
    """An upload that comes out redrawn."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"})

    def to_python(self, data):
        """The redrawn image, or None."""
        file = super().to_python(data)
        return file and redrawn(file)


class LogoFile(ImageFieldFile):
    """A stored logo, whose address is the view that checks who may see it."""

    @property
    def url(self):
        """The address of the logo of this actor."""
        self._require_file()
        return reverse("actors:logo", args=[self.instance.slug])


class LogoField(models.ImageField):
    """The logo of an actor."""

    attr_class = LogoFile

    def formfield(self, **kwargs):
        """An upload judged by its content, not by its name."""
        return super().formfield(**{"form_class": LogoFormField, **kwargs, "max_length": None})
