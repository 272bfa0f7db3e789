"""Every night, sessions that ended leave the database."""

from celery import shared_task

from network.accounts import services


@shared_task(name="accounts.forget_ended_sessions")
def forget_ended_sessions():
    """They hold where people came from and with what: not a day longer than they serve."""
    services.forget_ended_sessions()
