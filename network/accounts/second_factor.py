"""The team and the board see nothing before a second factor: enrolled, and given in this very session."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from network.accounts.rules import is_board, is_team

# What somebody who must still enrol may do: enrol, show who they are, mend their address, leave.
OPEN = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "account_reauthenticate",
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_logout",
}


def given(request):
    """Whether a second factor was given in this session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def missing(request):
    """Whether this person must give a second factor before going further."""
    if not settings.REQUIRE_SECOND_FACTOR or not request.user.is_authenticated or given(request):
        return False
    return is_team(request.user) or is_board(request.user)


class SecondFactorMiddleware:
    """Sends whoever lacks the second factor to the page where it is set up or asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The page, or the way to the second factor."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Before any view, once the address is known: an unknown address stays a 404."""
        if request.resolver_match.view_name in OPEN or not missing(request):
            return None
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
        return HttpResponseRedirect(reverse("mfa_index"))
