"""What the team does to somebody's account. Each leaves an audit entry; the person is told."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from network.accounts.models import User
from network.audit.services import record
from network.notifications.services import send


class AccountError(Exception):
    """The account does not allow the act; the message is for the person."""


@transaction.atomic
def open_account(*, user, by):
    """Make a new User row usable: no password, its address to be confirmed by the first log-in, and a letter that says so."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    record(by=by, verb="ouvrir le compte", target=user)
    send(kind="account_opened", to=user, by=by)
    return user


@transaction.atomic
def change_address(*, user, address, by):
    """Correct the address of an account: it will have to be confirmed, and open sessions end."""
    address = address.strip().lower()
    current = User.objects.select_for_update().get(pk=user.pk)
    if User.objects.exclude(pk=current.pk).filter(email__iexact=address).exists():
        raise AccountError("Cette adresse est déjà celle d’un autre compte.")
    EmailAddress.objects.filter(user=current).delete()
    EmailAddress.objects.create(user=current, email=address, primary=True, verified=False)
    user.email = current.email = address
    current.save(update_fields=["email"])
    end_every_session(current)
    record(by=by, verb="corriger l’adresse", target=current)
    return user


@transaction.atomic
def remove_second_factor(*, user, by):
    """For somebody who lost both phone and recovery codes: the next log-in asks for none, and every session ends."""
    count, _ = Authenticator.objects.filter(user=user).delete()
    if not count:
        raise AccountError(f"« {user} » n’a pas de second facteur.")
    end_every_session(user)
    record(by=by, verb="retirer le second facteur", target=user)
    send(kind="second_factor_removed", to=user, by=by)


@transaction.atomic
def end_sessions(*, user, by):
    """Log somebody out everywhere. Returns how many sessions ended."""
    count = end_every_session(user)
    record(by=by, verb="fermer les sessions", target=user)
    return count


def forget_ended_sessions():
    """Delete the sessions that expired, and what was kept of where they came from."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def end_every_session(user):
    """Log the account out everywhere, without a line in the trail. Returns how many sessions ended."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
