"""The one reference table that the team writes: its themes."""

from django.db import transaction

from network.audit.services import record


@transaction.atomic
def save_theme(*, theme, by, changes=None):
    """Save a theme that `by` (of the team) added or changed: from then on, loading the files leaves it alone."""
    verb = "modifier" if theme.pk else "créer"
    theme.edited = True
    theme.save()
    record(by=by, verb=verb, target=theme, changes=changes)
    return theme
