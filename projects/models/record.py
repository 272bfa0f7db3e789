"""What a project leaves: results, pictures, papers."""

from secrets import token_urlsafe

from django.db import models
from django.db.models.fields.files import ImageFieldFile
from django.urls import reverse

from network.ui import attachments
from network.ui.images import ACCEPTED, Redrawing, RedrawnField
from projects.models.project import Project

PICTURE_BYTES = 15 * 1024 * 1024
redrawn = Redrawing(one="une image", the="l’image", side=1600, max_bytes=PICTURE_BYTES, lossless=False)


def paper_path(instance, filename):
    """Where a paper is kept, whatever the uploaded file was called."""
    return f"projects/papers/{token_urlsafe(24)}"


def picture_path(instance, filename):
    """Where a picture is kept, whatever the uploaded file was called."""
    return f"projects/pictures/{token_urlsafe(24)}.webp"


class PictureFile(ImageFieldFile):
    """A stored picture, whose address is the view that checks who may see it."""

    @property
    def url(self):
        """The address of this picture."""
        self._require_file()
        return reverse("projects:picture", args=[self.instance.project.slug, self.instance.pk])


class PictureField(RedrawnField):
    """A picture of a project."""

    attr_class = PictureFile
    redrawing = redrawn


class Result(models.Model):
    """An indicator with what it was, what is aimed at and what was reached."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="results", verbose_name="projet")
    indicator = models.CharField("indicateur", max_length=200)
    unit = models.CharField("unité", max_length=40, blank=True)
    baseline = models.DecimalField("au départ", max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField("visé", max_digits=14, decimal_places=2, null=True, blank=True)
    reached = models.DecimalField("atteint", max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "résultat"
        ordering = ["project", "pk"]

    def __str__(self):
        return self.indicator


class Picture(models.Model):
    """A picture with who made it and what it shows, for those who do not see it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="pictures", verbose_name="projet")
    image = PictureField(
        "image", upload_to=picture_path, width_field="width", height_field="height", help_text=f"{ACCEPTED}, 15\u00a0Mo au plus."
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alternative = models.CharField("ce que montre l’image", max_length=300)
    credit = models.CharField("crédit", max_length=160)
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "image"
        ordering = ["project", "position", "pk"]

    def __str__(self):
        return self.alternative


class Paper(models.Model):
    """A file that goes with a project: report, leaflet, poster (document joint)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="papers", verbose_name="projet")
    title = models.CharField("titre", max_length=160)
    file = models.FileField("fichier", upload_to=paper_path, help_text=f"{attachments.ACCEPTED}, 20\u00a0Mo au plus.")
    filename = models.CharField("nom du fichier", max_length=160, editable=False)
    content_type = models.CharField(max_length=80, editable=False)
    size = models.PositiveIntegerField("octets", editable=False, default=0)
    is_public = models.BooleanField("visible de tous", default=True)

    class Meta:
        verbose_name = "document joint"
        verbose_name_plural = "documents joints"
        ordering = ["project", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:paper", args=[self.project.slug, self.pk])

    @property
    def format(self):
        """« PDF », « DOCX »."""
        return self.filename.rpartition(".")[2].upper()
