"""django-allauth's forms in our words, with what browsers and password managers need to fill them in."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.hashers import make_password

PASSWORD_HELP = "12 caractères au moins : plusieurs mots à la suite conviennent très bien."  # noqa: S105 (words about it)


class Worded:
    """Gives the fields of a form their labels, hints and attributes; a placeholder is no label."""

    labels = {}
    hints = {}
    attributes = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.update(self.attributes.get(name, {}))


ADDRESS = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
NEW = {"autocomplete": "new-password"}


class LoginForm(Worded, account.LoginForm):
    """Address and password. `refused` heads the summary when they do not match."""

    refused = "La connexion n’a pas eu lieu"
    labels = {"login": "Adresse électronique", "password": "Mot de passe", "remember": "Rester connecté sur cet appareil"}
    hints = {"remember": "Pendant 14 jours. À éviter sur un ordinateur partagé."}
    attributes = {"login": {**ADDRESS, "autocomplete": "username"}, "password": {"autocomplete": "current-password"}}


class SignupForm(Worded, account.SignupForm):
    """A new account. `is_staff` and the like are no fields: posting them changes nothing."""

    field_order = ["email", "password1", "first_name", "last_name"]
    labels = {"email": "Adresse électronique", "password1": "Mot de passe"}
    hints = {"email": "La vôtre, pas celle de la structure : un compte est personnel.", "password1": PASSWORD_HELP}
    attributes = {
        "email": ADDRESS,
        "password1": NEW,
        "first_name": {"autocomplete": "given-name"},
        "last_name": {"autocomplete": "family-name"},
    }

    def try_save(self, request):
        """Make the account, or write to its owner when there is one: both take the time of hashing a password."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class ChangeEmailForm(Worded, account.AddEmailForm):
    """The address to use from now on."""

    labels = {"email": "Nouvelle adresse électronique"}
    hints = {"email": "Nous y envoyons un lien ; l’adresse actuelle sert jusqu’à ce que vous l’ayez suivi."}
    attributes = {"email": ADDRESS}


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    """The present password, and the new one."""

    labels = {"oldpassword": "Mot de passe actuel", "password1": "Nouveau mot de passe", "password2": "Nouveau mot de passe, à nouveau"}
    hints = {"password1": PASSWORD_HELP}
    attributes = {"password1": NEW, "password2": NEW}


class SetPasswordForm(Worded, account.SetPasswordForm):
    """A first password, for an account opened without one."""

    labels = {"password1": "Mot de passe", "password2": "Mot de passe, à nouveau"}
    hints = {"password1": PASSWORD_HELP}
    attributes = {"password1": NEW, "password2": NEW}


class NewPasswordForm(Worded, account.ResetPasswordKeyForm):
    """The password chosen after following the link."""

    labels = {"password1": "Nouveau mot de passe", "password2": "Nouveau mot de passe, à nouveau"}
    hints = {"password1": PASSWORD_HELP}
    attributes = {"password1": NEW, "password2": NEW}


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    """Where to send the link."""

    labels = {"email": "Adresse électronique de votre compte"}
    attributes = {"email": {**ADDRESS, "autocomplete": "username"}}


class RequestLoginCodeForm(Worded, account.RequestLoginCodeForm):
    """Where to send the code."""

    labels = {"email": "Adresse électronique de votre compte"}
    attributes = {"email": {**ADDRESS, "autocomplete": "username"}}


class LoginCodeForm(Worded, account.ConfirmLoginCodeForm):
    """The code received."""

    labels = {"code": "Code reçu"}
    hints = {"code": "Majuscules ou minuscules, avec ou sans tiret."}
    attributes = {"code": CODE}


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    """The password, before a sensitive act."""

    labels = {"password": "Mot de passe"}
    attributes = {"password": {"autocomplete": "current-password"}}


class SecondFactorForm(Worded, mfa.AuthenticateForm):
    """The six digits of the application, or a recovery code."""

    labels = {"code": "Code de l’application, ou code de secours"}
    attributes = {"code": DIGITS}


class SecondFactorAgainForm(Worded, mfa.ReauthenticateForm):
    """The same, before a sensitive act."""

    labels = {"code": "Code de l’application, ou code de secours"}
    attributes = {"code": DIGITS}


class ActivateForm(Worded, totp.ActivateTOTPForm):
    """The first code, which shows that the application knows the secret."""

    labels = {"code": "Code affiché par l’application"}
    hints = {"code": "6 chiffres, renouvelés toutes les 30 secondes."}
    attributes = {"code": DIGITS}


class EndSessionForm(forms.Form):
    """Which of one's own sessions to end; all others when none is named."""

    session = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions
