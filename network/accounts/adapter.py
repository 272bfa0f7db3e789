"""django-allauth's e-mails leave like every other: a row, then the task. Named by the setting ACCOUNT_ADAPTER."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from network.accounts.models import User
from network.notifications.services import send
from network.ui.throttle import address

LINKS = ("activate_url", "password_reset_url", "signup_url")
FACTS = ("code", "from_email", "to_email", "deleted_email", "ip", "timestamp")


class Adapter(DefaultAccountAdapter):
    """Sends through `notifications`, and says things in our voice."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Ce compte est fermé.",
        "duplicate_email": "C’est déjà l’adresse de votre compte.",
        "email_password_mismatch": "L’adresse ou le mot de passe ne correspond pas.",
        "email_taken": "Cette adresse a déjà un compte.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
        "incorrect_code": "Ce code ne correspond pas, ou il a expiré.",
        "incorrect_password": "Ce n’est pas votre mot de passe.",
        "invalid_password_reset": "Ce lien a expiré ou a déjà servi.",
        "max_email_addresses": "Vous ne pouvez pas ajouter plus de %d adresses.",
        "rate_limited": "Trop de demandes en peu de temps : réessayez dans quelques minutes.",
        "same_as_current": "C’est déjà l’adresse de votre compte.",
        "too_many_login_attempts": "Trop d’essais en peu de temps : réessayez dans quelques minutes.",
        "unverified_primary_email": "Confirmez d’abord l’adresse de votre compte.",
    }

    def is_ajax(self, request):
        """Pages only: no second way to ask the same thing, in JSON."""
        return False

    def get_client_ip(self, request):
        """Where the request comes from, as limits know it."""
        place = address(request)
        return "127.0.0.1" if place == "local" else place

    def send_mail(self, template_prefix, email, context):
        """Queue the e-mail whose template is `template_prefix`; links point to SITE_URL, whatever host was asked."""
        links = {name: at_home(context[name]) for name in LINKS if name in context}
        facts = {name: context[name] for name in FACTS if name in context}
        user = context.get("user")
        to = user if isinstance(user, User) and user.email == email else email
        send(kind=template_prefix.rpartition("/")[2], to=to, context=links | facts)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell a person that the security of their account changed; the row knows whose account it is."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)


def at_home(url):
    """The same address on SITE_URL."""
    parts = urlsplit(url)
    return settings.SITE_URL + parts.path + (f"?{parts.query}" if parts.query else "")
