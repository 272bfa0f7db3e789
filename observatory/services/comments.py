"""What the team says of the figures."""

from django.db import transaction

from network.audit.services import record


@transaction.atomic
def save(*, comment, by, changes=None):
    """Write a comment; the page shows it at once."""
    verb = "modifier" if comment.pk else "créer"
    comment.save()
    record(by=by, verb=verb, target=comment, changes=changes or {})
    return comment


@transaction.atomic
def delete(*, comment, by):
    """Take a comment away; the trail keeps what it said."""
    record(by=by, verb="supprimer", target=comment, changes={"text": [comment.text, ""]})
    comment.delete()
