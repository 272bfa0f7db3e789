"""The page that calls the fees of a year: the preview in numbers first, then what was seen is confirmed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from memberships.bank_details import bank_details
from memberships.forms import YearForm
from memberships.services import calling
from memberships.services.errors import MembershipError
from network.ui.french import plural


class RoundPages:
    """Mix into the admin of memberships."""

    def round_view(self, request):
        """/…/appeler/?year=…: the preview; posted with the figures that were seen, the calls."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        asked = request.POST or request.GET
        form = YearForm(asked if "year" in asked else None, initial={"year": timezone.localdate().year})
        found = None
        if form.is_bound and form.is_valid():
            year = form.cleaned_data["year"]
            if request.method == "POST":
                try:
                    calls = calling.call_all(year=year, figures=request.POST.get("figures", ""), by=request.user)
                except MembershipError as error:
                    self.message_user(request, str(error), messages.ERROR)
                else:
                    self.message_user(request, f"{plural(len(calls), 'appel envoyé|appels envoyés')}\u00a0; les PDF se préparent.")
                    return redirect(f"{self.address('changelist')}?year={year}")
            found = calling.preview(year=year)
        context = {
            **self.admin_site.each_context(request),
            "title": "Appeler les cotisations d’une année",
            "opts": self.opts,
            "form": form,
            "found": found,
            "bank": bank_details(),
            "back": self.address("changelist"),
        }
        return TemplateResponse(request, "memberships/admin/round.html", context)
