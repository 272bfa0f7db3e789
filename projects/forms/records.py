"""What is sent with a project: pictures that are redrawn, papers judged by their content."""

from django import forms

from network.audit.posted import PostedForm
from network.ui.attachments import AttachmentFormField
from network.ui.images import RedrawnFormField
from projects.models import Paper, Picture
from projects.models.record import redrawn


class PictureForm(PostedForm):
    """A picture, what it shows and who made it."""

    image = RedrawnFormField(redrawing=redrawn, label="Image", help_text=Picture._meta.get_field("image").help_text)

    class Meta:
        model = Picture
        fields = ["image", "alternative", "credit", "position"]
        help_texts = {"alternative": "Une phrase pour les personnes qui ne voient pas l’image."}


class PaperForm(PostedForm):
    """A paper under a title; what it is and how it is handed back are read in it."""

    file = AttachmentFormField(label="Fichier", widget=forms.ClearableFileInput, help_text=Paper._meta.get_field("file").help_text)

    class Meta:
        model = Paper
        fields = ["title", "file", "is_public"]

    def clean_file(self):
        """Remembers the type, the name and the size that the content gives."""
        file = self.cleaned_data["file"]
        if found := getattr(file, "attachment", None):
            self.instance.content_type, self.instance.filename, self.instance.size = found.content_type, found.filename, found.size
        return file
