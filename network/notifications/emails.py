"""The e-mails about one's account. Their names follow django-allauth's templates (`account/email/login_code` → `login_code`)."""

from datetime import timedelta

from network.notifications.registry import EmailKind, register

ASKED = "Vous recevez ce message parce que votre adresse a été saisie sur le portail."
CHANGED = "Vous recevez ce message parce que la sécurité de votre compte a changé : il part toujours, quels que soient vos choix."


def _register(name, subject, reason=CHANGED, **options):
    register(EmailKind(name=name, subject=subject, template=f"account/email/{name}", reason=reason, **options))


_register("login_code", "{code} : votre code de connexion", ASKED, secret=True, useful_for=timedelta(minutes=10))
