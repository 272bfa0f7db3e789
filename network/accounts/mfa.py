"""What django-allauth says about the second factor, in our voice. Named by the setting MFA_ADAPTER."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _keys():
    """Encrypts with the current SECRET_KEY; reads what a former one wrote."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"second factor:{secret}".encode()).digest())) for secret in secrets])


class Adapter(DefaultMFAAdapter):
    """The same, said otherwise; seeds and recovery codes are encrypted at rest: a copy of the database opens no account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": "Retirez d’abord le second facteur : il protège l’adresse actuelle.",
        "cannot_delete_authenticator": "Votre rôle demande un second facteur : il ne peut pas être retiré.",
        "cannot_generate_recovery_codes": "Activez d’abord le second facteur.",
        "incorrect_code": "Ce code ne correspond pas, ou il a déjà servi : attendez le suivant.",
        "unverified_email": "Confirmez d’abord l’adresse de votre compte.",
    }

    def encrypt(self, text):
        """What the database keeps of a secret."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """The secret; raises InvalidToken when neither SECRET_KEY nor a former one wrote it."""
        return _keys().decrypt(encrypted_text.encode()).decode()
