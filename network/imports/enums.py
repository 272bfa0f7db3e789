"""Choices of the imports."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where an import stands. Nothing is written before somebody confirmed what `previewed` shows."""

    READ = "read", "colonnes à vérifier"
    CHECKING = "checking", "vérification en cours"
    PREVIEWED = "previewed", "à confirmer"
    WRITING = "writing", "écriture en cours"
    DONE = "done", "terminé"
    FAILED = "failed", "échoué"
    DROPPED = "dropped", "abandonné"
    UNDONE = "undone", "défait"


AT_WORK = (State.CHECKING, State.WRITING)
