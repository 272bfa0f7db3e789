"""Publication states."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where something that is published stands: draft → submitted → published → archived."""

    DRAFT = "draft", "brouillon"
    SUBMITTED = "submitted", "à relire"
    PUBLISHED = "published", "publié"
    ARCHIVED = "archived", "archivé"
