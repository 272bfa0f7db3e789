"""How an organisation pays, as the team learns it."""

from django.db import transaction

from network.audit.services import record


@transaction.atomic
def save_profile(*, profile, by, changes=None):
    """Save a billing profile; `changes` is {field: [before, after]} of one that was there."""
    profile.save()
    record(by=by, verb="créer" if changes is None else "modifier", target=profile, changes=changes)
    return profile


@transaction.atomic
def remove_profile(*, profile, by):
    """Remove a billing profile: calls go to the address of the sheet again."""
    record(by=by, verb="supprimer", target=profile)
    profile.delete()
