"""Every morning, managers are asked about old sheets and reminded of requests; every night, what is old is forgotten."""

from celery import shared_task

from actors.services import claims, freshness, merging, messages, parting, people


@shared_task(name="actors.ask_confirmations")
def ask_confirmations():
    """One e-mail a manager, a sheet and a period; run twice, it writes nothing more."""
    freshness.ask_confirmations()


@shared_task(name="actors.remind_of_claims")
def remind_of_claims():
    """One e-mail a manager and a request, after a week; run twice, it writes nothing more."""
    claims.remind()


@shared_task(name="actors.forget_old_messages")
def forget_old_messages():
    """A message, an invitation are kept as long as the e-mail that carried them."""
    messages.forget_old_messages()
    people.forget_old_invitations()


@shared_task(name="actors.forget_merges")
def forget_merges():
    """What only the undoing of a merge needed is kept thirty days, and not one more."""
    parting.forget_old()


@shared_task(name="actors.gather_strays")
def gather_strays():
    """Every ten minutes: what was tied to a sheet in the very moment of its merge follows."""
    merging.gather()
