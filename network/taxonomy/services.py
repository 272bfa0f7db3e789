"""The one reference table that the team writes: its themes."""

from django.db import transaction


@transaction.atomic
def save_theme(*, theme, by):
    """Save a theme that `by` (of the team) added or changed: from then on, loading the files leaves it alone."""
    theme.edited = True
    theme.save()
    return theme
