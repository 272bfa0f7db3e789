"""The e-mails about one's account. Their names are those of django-allauth's templates: `account/email/login_code` is `login_code`."""

from datetime import timedelta

from network.notifications.registry import EmailKind, register

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
for name, (subject, reason, options) in KINDS.items():
    register(EmailKind(name=name, subject=subject, template=f"account/email/{name}", reason=reason, **options))
