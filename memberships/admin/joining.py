"""Requests to join, which the team answers; departures."""

from functools import partial

from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path

from memberships.admin.pages import MembershipActs
from memberships.enums import RequestState
from memberships.forms import ReasonForm
from memberships.models import Departure, JoinRequest
from memberships.services import joining, standing
from network.audit.history import AuditedAdmin
from network.ui.read_only import ReadOnly


@admin.register(JoinRequest)
class JoinRequestAdmin(MembershipActs, AuditedAdmin):
    """Who asks, for which organisation; accepted, its fee is called."""

    list_display = ["actor", "state", "asked_by", "asked_at", "decided_by"]
    list_filter = ["state", "actor__college"]
    list_select_related = ["actor", "asked_by", "decided_by"]
    search_fields = ["actor__name", "actor__acronym"]
    ordering = ["-asked_at", "-pk"]
    fields = readonly_fields = ["actor", "state", "asked_by", "asked_at", "message", "reason", "decided_by", "decided_at"]
    change_form_template = "memberships/admin/join_request.html"

    def has_add_permission(self, request):
        """Representatives ask."""
        return False

    def has_delete_permission(self, request, obj=None):
        """A request is answered."""
        return False

    def save_model(self, request, obj, form, change):
        """Nothing is typed here: the services answer."""

    def response_change(self, request, obj):
        """Accept, or go and write why not."""
        if "_accept" in request.POST:
            act = partial(joining.accept, request=obj, by=request.user)
            self.do(request, act, "Demande acceptée\u00a0: la cotisation est appelée, la personne est prévenue.")
            return redirect(request.path)
        if "_refuse" in request.POST:
            return redirect(self.address("refuse", obj.pk))
        return super().response_change(request, obj)

    def get_urls(self):
        """Adds the page of the reason."""
        view = self.admin_site.admin_view(self.refuse_view)
        return [path("<path:object_id>/refuser/", view, name="memberships_joinrequest_refuse"), *super().get_urls()]

    def refuse_view(self, request, object_id):
        """Asks for the reason; refuses."""
        found = self.held(request, object_id)
        back = self.address("change", found.pk)
        form = ReasonForm(request.POST or None)
        if found.state != RequestState.WAITING:
            return redirect(back)
        if request.method == "POST" and form.is_valid():
            act = partial(joining.refuse, request=found, reason=form.cleaned_data["reason"], by=request.user)
            self.do(request, act, "Demande refusée\u00a0: la personne reçoit le motif.")
            return redirect(back)
        return self.act_page(request, "Refuser la demande", form, "Refuser", lead=f"{found}. La personne lira ce motif.", back=back)


@admin.register(Departure)
class DepartureAdmin(ReadOnly, MembershipActs, AuditedAdmin):
    """Resignations and exclusions; recorded on the page of a membership."""

    list_display = ["actor", "kind", "last_day", "body", "decided_on", "undone_at"]
    list_filter = ["kind", "body"]
    list_select_related = ["actor"]
    search_fields = ["actor__name", "actor__acronym", "reason"]
    date_hierarchy = "last_day"
    ordering = ["-last_day", "-pk"]
    fields = ["actor", "kind", "decided_on", "last_day", "body", "reason", "recorded_by", "recorded_at", "undone_at"]
    actions = ["undo_selected"]

    def has_undo_permission(self, request):
        """Whoever may change memberships."""
        return request.user.has_perm("actors.change_membership")

    @admin.action(description="Annuler ces départs, saisis par erreur", permissions=["undo"])
    def undo_selected(self, request, queryset):
        """The membership covers all its days again."""
        self.do_all(request, queryset, lambda d: standing.undo_departure(departure=d, by=request.user), "départ annulé|départs annulés")
