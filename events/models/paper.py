"""What papers of events and of groups have in common."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import Q

from network.ui import attachments


def paper_path(instance, filename):
    """Where a paper is kept, whatever the uploaded file was called."""
    return f"events/papers/{token_urlsafe(24)}"


class AttachedPaper(models.Model):
    """A file judged by its content, or a link; one of the two."""

    title = models.CharField("titre", max_length=160)
    file = models.FileField("fichier", upload_to=paper_path, blank=True, help_text=f"{attachments.ACCEPTED}, 20\u00a0Mo au plus.")
    filename = models.CharField("nom du fichier", max_length=160, blank=True, editable=False)
    content_type = models.CharField(max_length=80, blank=True, editable=False)
    size = models.PositiveIntegerField("octets", default=0, editable=False)
    link = models.URLField("lien", blank=True)
    added_at = models.DateTimeField("ajoutée le", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="par"
    )

    class Meta:
        abstract = True
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(link="")) | (~Q(file="") & Q(link="")),
                name="%(app_label)s_%(class)s_file_or_link",
                violation_error_message="Donnez un fichier ou un lien\u00a0: l’un des deux.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def format(self):
        """« PDF », « DOCX »; « lien » for what stands elsewhere."""
        return self.filename.rpartition(".")[2].upper() if self.file else "lien"
