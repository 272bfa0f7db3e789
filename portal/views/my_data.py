"""My data: read them, take them away, have them erased."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from network.accounts.erasing import erase as erase_account
from network.accounts.erasing import refusals
from network.accounts.services import AccountError
from network.ui.throttle import throttled
from portal.my_data import export, sections


@never_cache
@require_safe
@login_required
def my_data(request):
    """/mon-espace/mes-donnees/: everything, readable."""
    return render(request, "portal/my_data.html", {"sections": sections(request.user), "refusals": refusals(request.user)})


@never_cache
@require_safe
@login_required
@throttled("export")
def download(request):
    """Everything, as a JSON file."""
    encoding = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(export(request.user), encoder=DjangoJSONEncoder, json_dumps_params=encoding)
    response["Content-Disposition"] = f'attachment; filename="mes-donnees-{timezone.localdate():%Y-%m-%d}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required(allow_get=True)
def erase(request):
    """Says what goes and what stays; the button does it, once the person has just shown who they are."""
    if request.method == "POST":
        try:
            erase_account(user=request.user, by=request.user)
        except AccountError as error:
            messages.error(request, str(error))
            return redirect("portal:my_data_erase")
        logout(request)
        messages.success(request, "Votre compte et vos données sont effacés. Un dernier courriel vous le confirme.")
        return redirect("portal:home")
    context = {"sections": sections(request.user), "refusals": refusals(request.user), "import_days": settings.IMPORTS["keep_days"]}
    return render(request, "portal/erase.html", context)
