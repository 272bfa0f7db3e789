"""Erasing a person at their request: everything that says who they are goes, the figures stay."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from network.accounts.holdings import Traces, holdings
from network.accounts.models import User
from network.accounts.services import AccountError, end_every_session
from network.audit.services import record
from network.notifications.services import send


def refusals(user):
    """Why this person cannot be erased today: sentences for them; none when nothing stands in the way."""
    return [sentence for holding in holdings() for sentence in holding.refuse(user)]


@transaction.atomic
def erase(*, user, by):
    """Take the person out of everything the portal holds; raises AccountError when something stands in the way.

    One transaction: a failure half-way erases nothing. A last letter tells the address that it is done.
    """
    current = User.objects.select_for_update().get(pk=user.pk)
    if reasons := refusals(current):
        raise AccountError(" ".join(reasons))
    traces = Traces.of(current)
    for holding in holdings():
        holding.erase(current, traces)
    send(kind="account_erased", to=current.email)
    _anonymise(current)
    record(by=None if by == user else by, verb="effacer un compte", target=current)
    return current


def _anonymise(user):
    end_every_session(user)
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email, user.first_name, user.last_name, user.last_login = f"efface-{user.pk}@example.invalid", "", "", None
    user.is_active = user.is_staff = user.is_superuser = False
    user.erased_at = timezone.now()
    user.set_unusable_password()
    user.save()
