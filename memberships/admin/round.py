"""The page that calls the fees of a year: the preview in numbers first, then what was seen is confirmed.

It calls the members of the year before, or the structures that somebody chose in the list of actors or of memberships.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from actors.admin.bulk import Bulk, register
from actors.models import Membership
from memberships.bank_details import bank_details
from memberships.forms import RoundForm
from memberships.services import calling
from memberships.services.errors import MembershipError
from network.ui.french import plural

CHOSEN = "Appeler leur cotisation d’une année…"


class RoundPages:
    """Mix into the admin of memberships."""

    def round_view(self, request):
        """/…/appeler/?year=…: the preview; posted with the figures that were seen, the calls."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        asked = request.POST or request.GET
        form = RoundForm(asked if "year" in asked else None, initial={"year": timezone.localdate().year})
        if request.method == "POST" and "figures" in request.POST and form.is_valid():
            year, actors = form.cleaned_data["year"], form.cleaned_data["actors"]
            try:
                calls = calling.call_all(year=year, actors=actors, figures=request.POST["figures"], by=request.user)
            except MembershipError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                self.message_user(request, f"{plural(len(calls), 'appel envoyé|appels envoyés')}\u00a0; les PDF se préparent.")
                return redirect(f"{self.address('changelist')}?year={year}")
        return self.round_page(request, form)

    def round_of(self, request, actors):
        """The page, for the actors of these keys and the year that runs."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        keys = ",".join(str(pk) for pk in sorted(set(actors)))
        return self.round_page(request, RoundForm({"year": timezone.localdate().year, "actors": keys}))

    def round_page(self, request, form):
        """What the year and the actors of `form` would give."""
        found = calling.preview(**form.cleaned_data) if form.is_bound and form.is_valid() else None
        context = {
            **self.admin_site.each_context(request),
            "title": "Appeler les cotisations d’une année",
            "opts": self.opts,
            "form": form,
            "found": found,
            "bank": bank_details(),
            "back": self.address("changelist"),
            "round": self.address("round"),
        }
        return TemplateResponse(request, "memberships/admin/round.html", context)


def _of_chosen(admin, request, actors):
    return admin.admin_site.get_model_admin(Membership).round_of(request, actors.values_list("pk", flat=True))


register(Bulk("call_fees", CHOSEN, "actors.add_membership", _of_chosen))
