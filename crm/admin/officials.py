"""Elections, and the local authorities whose official in charge of international action is not known since."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from actors.enums import Kind
from crm import services
from crm.admin.forms import day_field, ticked
from crm.models import Election
from crm.officials import last_election, without_official
from network.audit.editing import changes_of
from network.audit.history import LockedAdmin
from network.audit.parts import PartForm
from network.audit.services import record
from network.taxonomy.models import Department
from network.ui.throttle import check

PAGE = 50
RENEWED = (Kind.MUNICIPALITY, Kind.INTERCOMMUNALITY, Kind.DEPARTMENT, Kind.REGION)


class ElectionForm(PartForm):
    """The dates, what is renewed, and where that is written."""

    first_round, second_round = day_field("Premier tour"), day_field("Second tour")
    kinds = ticked("Collectivités renouvelées", [(kind.value, kind.label) for kind in RENEWED])

    class Meta:
        model = Election
        fields = ["name", "first_round", "second_round", "kinds", "source"]
        widgets = {"source": forms.TextInput(attrs={"class": "vTextField"})}


@admin.register(Election)
class ElectionAdmin(LockedAdmin):
    """The elections that renew local authorities."""

    form = ElectionForm
    list_display = ["name", "first_round", "second_round", "source"]
    ordering = ["-second_round", "-pk"]
    change_list_template = "crm/admin/elections.html"

    def get_urls(self):
        """The list of authorities, and its export."""
        wrap = self.admin_site.admin_view
        return [
            path("elus-a-identifier/", wrap(self.officials_view), name="crm_election_officials"),
            path("elus-a-identifier/exporter/", require_POST(wrap(self.export_view)), name="crm_election_officials_export"),
            *super().get_urls(),
        ]

    def save_model(self, request, obj, form, change):
        """With its line in the trail."""
        super().save_model(request, obj, form, change)
        record(by=request.user, verb="modifier" if change else "créer", target=obj, changes=changes_of(form) if change else None)

    def officials_view(self, request):
        """The authorities of the last election without a known official; `departement` narrows them."""
        self._allow(request)
        election, department = last_election(), request.GET.get("departement", "").replace("\x00", "")
        found = without_official(election) if election else None
        if found is not None and department:
            found = found.filter(Q(municipality__department=department) | Q(municipality=None, department=department))
        context = {
            **self.admin_site.each_context(request),
            "title": "Personnes élues à identifier",
            "opts": self.opts,
            "election": election,
            "departments": Department.objects.order_by("code"),
            "department": department,
            "page": Paginator(found if found is not None else [], PAGE).get_page(request.GET.get("page")),
        }
        return TemplateResponse(request, "crm/admin/officials.html", context)

    def export_view(self, request):
        """The same list as a workbook."""
        self._allow(request)
        check(request, "export")
        response = services.export_officials(election=last_election(), by=request.user)
        response["Content-Disposition"] = f'attachment; filename="elus-a-identifier-{timezone.localdate():%Y-%m-%d}.xlsx"'
        response["Cache-Control"] = "private, no-store"
        return response

    def _allow(self, request):
        if not (self.has_view_permission(request) and request.user.has_perms(["actors.view_actor", "actors.view_contact"])):
            raise PermissionDenied
