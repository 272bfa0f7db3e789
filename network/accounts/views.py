"""Where django-allauth's own views fall short: a reading that logged people out, a code asked twice, sessions ended one by one."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ConfirmEmailView, PasswordResetFromKeyView
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from network.accounts.devices import device
from network.accounts.forms import EndSessionForm
from network.accounts.second_factor import missing


class LogOutByPostOnly:
    """Following somebody else's link logs out when the form is sent, not when the page is read."""

    def logout(self):
        """End the session of whoever is logged in, if this is a POST."""
        if self.request.method == "POST":
            super().logout()


class ConfirmEmail(LogOutByPostOnly, ConfirmEmailView):
    """The page behind the link of a confirmation."""


class NewPassword(LogOutByPostOnly, PasswordResetFromKeyView):
    """The page behind the link that gives a new password."""


class SecondFactor(IndexView):
    """Whether one has a second factor, and whether one's role demands it."""

    def get_context_data(self, **kwargs):
        """`demanded`: nothing else is open before."""
        return {**super().get_context_data(**kwargs), "demanded": missing(self.request)}


class Activate(ActivateTOTPView):
    """Enrolment: the code just given counts as the second factor of this session."""

    def form_valid(self, form):
        """Keep the factor, and that it was shown."""
        response = super().form_valid(form)
        factor = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        record_authentication(self.request, self.request.user, "mfa", id=factor.pk, type=factor.type)
        return response


class Sessions(ListUserSessionsView):
    """One's open sessions: end one, or all but this one."""

    form_class = EndSessionForm

    def get_form_kwargs(self):
        """One's own sessions but this one: another's, or one already ended, is not among the choices."""
        kwargs = super().get_form_kwargs()
        del kwargs["request"]
        own = UserSession.objects.filter(user=self.request.user)
        return {**kwargs, "sessions": own.exclude(session_key=self.request.session.session_key)}

    def get_context_data(self, **kwargs):
        """The sessions, this one first, each with its device in words."""
        context = super().get_context_data(**kwargs)
        context["sessions"].sort(key=lambda session: (not session.is_current(), -session.created_at.timestamp()))
        for session in context["sessions"]:
            session.device = device(session.user_agent)
        return context

    def form_valid(self, form):
        """End the session that was named, or all others."""
        if session := form.cleaned_data["session"]:
            end_sessions(self.request, [session])
            messages.success(self.request, "La session est fermée.")
        else:
            end_other_sessions(self.request, self.request.user)
            messages.success(self.request, "Les autres sessions sont fermées.")
        return HttpResponseRedirect(reverse("usersessions_list"))

    def form_invalid(self, form):
        """It ended meanwhile."""
        messages.info(self.request, "Cette session était déjà fermée.")
        return HttpResponseRedirect(reverse("usersessions_list"))
