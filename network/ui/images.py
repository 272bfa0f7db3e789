"""Uploaded images: judged by their content, redrawn small and without metadata, kept under a name nobody guesses.

    redrawn = Redrawing(one="un logo", the="le logo", side=512, max_bytes=5 * 1024 * 1024)

A field that keeps such images is a `RedrawnField` with its `redrawing`; its address is a view that checks who may see it.
"""

from dataclasses import dataclass
from io import BytesIO

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from PIL import Image, ImageFile, ImageOps

from network.ui.french import number

MAX_PIXELS = 16_000_000  # decoded at four bytes a pixel: 64 MB for a moment
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
CONTENT_TYPE = "image/webp"
ACCEPTED = "PNG, JPEG, WebP ou GIF"


@dataclass(frozen=True)
class Redrawing:
    """What an upload becomes: a WebP of at most `side` × `side` pixels. `one` and `the` call it in French."""

    one: str
    the: str
    side: int
    max_bytes: int
    lossless: bool = True  # what is no photograph

    def __call__(self, file):
        """The uploaded `file` redrawn; raises ValidationError in French when it is no image.

        Nothing of the original bytes survives: metadata, colour profiles, further frames, and whatever hides behind the image.
        """
        if file.size > self.max_bytes:
            most = self.max_bytes // 1024 // 1024
            raise ValidationError(
                f"Ce fichier pèse {_megabytes(file.size)} : {self.one} pèse {most} Mo au plus. Réduisez-le, puis choisissez-le de nouveau."
            )
        start = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        file.seek(0)
        if start.startswith(b"<") and b"<svg" in start:
            raise ValidationError(f"Un dessin SVG peut contenir des programmes : il n’est pas accepté. Exportez {self.the} en {ACCEPTED}.")
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, where it is loaded, turns it on for the whole process
        try:
            return self._webp(_opened(file))
        except ValidationError:
            raise
        except Exception:  # decoders raise whatever they meet in a damaged file
            raise ValidationError(
                "Cette image est incomplète ou abîmée. Ouvrez-la sur votre poste, enregistrez-la de nouveau, puis réessayez."
            ) from None

    def _webp(self, image):
        photograph = image.format == "JPEG"
        image.draft("RGB", (2 * self.side, 2 * self.side))
        image.load()
        image = ImageOps.exif_transpose(image)
        image = image.convert("RGB" if photograph else "RGBA")
        image.thumbnail((self.side, self.side))
        clean = Image.new(image.mode, image.size)
        clean.paste(image)
        out = BytesIO()
        clean.save(out, "WEBP", lossless=self.lossless and not photograph, quality=90, method=4)
        return ContentFile(out.getvalue(), name="image.webp")


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


def _megabytes(size):
    return f"{number(size / 1024 / 1024, 1)}\u00a0Mo"


class RedrawnFormField(forms.FileField):
    """An upload that comes out redrawn by `redrawing`."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"})

    def __init__(self, *, redrawing, **kwargs):
        super().__init__(**kwargs)
        self.redrawing = redrawing

    def to_python(self, data):
        """The redrawn image, or None."""
        file = super().to_python(data)
        return file and self.redrawing(file)


class RedrawnField(models.ImageField):
    """An image field whose form redraws what is sent. Subclass it, say `redrawing`."""

    redrawing = None

    def formfield(self, **kwargs):
        """An upload judged by its content, not by its name."""
        return super().formfield(**{"form_class": RedrawnFormField, "redrawing": self.redrawing, **kwargs, "max_length": None})
