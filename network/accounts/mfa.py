"""What django-allauth says about the second factor, in our voice. Named by the setting MFA_ADAPTER."""

from allauth.mfa.adapter import DefaultMFAAdapter


class Adapter(DefaultMFAAdapter):
    """The same, said otherwise."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": "Retirez d’abord le second facteur : il protège l’adresse actuelle.",
        "cannot_delete_authenticator": "Votre rôle demande un second facteur : il ne peut pas être retiré.",
        "cannot_generate_recovery_codes": "Activez d’abord le second facteur.",
        "incorrect_code": "Ce code ne correspond pas, ou il a déjà servi : attendez le suivant.",
        "unverified_email": "Confirmez d’abord l’adresse de votre compte.",
    }
