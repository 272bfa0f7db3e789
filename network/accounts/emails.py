"""The e-mails about one's account. Their names are those of django-allauth's templates: `account/email/login_code` is `login_code`."""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from network.notifications.registry import EmailKind, Variable, register

ASKED = "Vous recevez ce message parce que quelqu’un, sans doute vous, a saisi votre adresse sur le portail."
OWNER = "Vous recevez ce message parce que la sécurité d’un compte ouvert à cette adresse a changé ; il part toujours."
ERASED = "Vous recevez ce message parce que le compte ouvert à cette adresse vient d’être effacé ; c’est le dernier."
OPENED = "Vous recevez ce message parce que l’équipe du réseau a ouvert un compte pour vous."

KINDS = {
    "login_code": ("{code} : votre code de connexion", ASKED, {"secret": True, "useful_for": timedelta(minutes=10)}),
    "unknown_account": ("Aucun compte n’existe à cette adresse", ASKED, {}),
    "account_already_exists": ("Vous avez déjà un compte", ASKED, {}),
    "email_confirmation_signup": (
        "Confirmez votre adresse pour ouvrir votre compte",
        ASKED,
        {"secret": True, "useful_for": timedelta(days=3)},
    ),
    "email_confirmation": ("Confirmez la nouvelle adresse de votre compte", ASKED, {"secret": True, "useful_for": timedelta(days=3)}),
    "password_reset_key": ("Choisissez un nouveau mot de passe", ASKED, {"secret": True, "useful_for": timedelta(hours=2)}),
    "email_changed": ("L’adresse de votre compte a changé", OWNER, {}),
    "email_deleted": ("Une adresse a été retirée de votre compte", OWNER, {}),
    "password_changed": ("Votre mot de passe a changé", OWNER, {}),
    "password_reset": ("Votre mot de passe a changé", OWNER, {}),
    "password_set": ("Votre compte a un mot de passe", OWNER, {}),
    "totp_activated": ("Votre second facteur est activé", OWNER, {}),
    "totp_deactivated": ("Votre second facteur est retiré", OWNER, {}),
    "recovery_codes_generated": ("Vos codes de secours ont été créés", OWNER, {}),
    "second_factor_removed": ("L’équipe a retiré votre second facteur", OWNER, {}),
    "account_opened": ("Votre compte est ouvert", OPENED, {}),
    "account_erased": ("Votre compte est effacé", ERASED, {"forgotten": True}),
}
VARIABLES = {
    "code": Variable("le code à saisir", "ABC-123", kept=True),
    "activate_url": Variable("le lien qui confirme l’adresse", f"{settings.SITE_URL}/compte/confirm-email/exemple/", kept=True),
    "password_reset_url": Variable("le lien du nouveau mot de passe", f"{settings.SITE_URL}/compte/password/exemple/", kept=True),
    "signup_url": Variable("la page d’inscription", f"{settings.SITE_URL}/compte/signup/"),
    "from_email": Variable("l’ancienne adresse", "ancienne@demo.example"),
    "to_email": Variable("la nouvelle adresse", "nouvelle@demo.example"),
    "deleted_email": Variable("l’adresse retirée", "ancienne@demo.example"),
    "ip": Variable("l’adresse internet d’où cela s’est fait", "192.0.2.1"),
    "timestamp": Variable("quand cela s’est fait", datetime(2026, 11, 22, 11, 30, tzinfo=UTC)),
}
WHEN_AND_WHERE = ["ip", "timestamp"]
USED = {
    "login_code": ["code"],
    "unknown_account": ["signup_url"],
    "email_confirmation_signup": ["activate_url"],
    "email_confirmation": ["activate_url"],
    "password_reset_key": ["password_reset_url"],
    "email_changed": ["from_email", "to_email", *WHEN_AND_WHERE],
    "email_deleted": ["deleted_email", *WHEN_AND_WHERE],
}
for name, (subject, reason, options) in KINDS.items():
    variables = {variable: VARIABLES[variable] for variable in USED.get(name, WHEN_AND_WHERE if reason is OWNER else ())}
    register(EmailKind(name=name, subject=subject, template=f"account/email/{name}", reason=reason, variables=variables, **options))
