"""The scale of fees, copied from year to year; how each organisation pays."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path

from memberships.admin.pages import MembershipActs
from memberships.forms import BillingForm, CopyForm, ScaleForm
from memberships.models import BillingProfile, FeeScale
from memberships.services import billing, scales
from network.audit.editing import changes_of
from network.audit.history import LockedAdmin
from network.ui.french import euros


@admin.register(FeeScale)
class FeeScaleAdmin(MembershipActs, LockedAdmin):
    """One line a bracket. A line that calls were made by does not change any more."""

    form = ScaleForm
    change_list_template = "memberships/admin/scale_list.html"
    list_display = ["year", "who", "bracket", "euros"]
    list_display_links = ["bracket"]
    list_per_page = 50
    list_filter = ["year", "college", "is_demo"]
    ordering = ["-year", "college", "kind", "size_from", "pk"]

    @admin.display(description="pour", ordering="college")
    def who(self, scale):
        """« Collectivités territoriales, commune »"""
        kind = f", {scale.get_kind_display().lower()}" if scale.kind else ""
        return f"{scale.get_college_display()}{kind}"

    @admin.display(description="montant", ordering="amount")
    def euros(self, scale):
        """« 150,00 € »"""
        return euros(scale.amount)

    @admin.display(description="tranche", ordering="size_from")
    def bracket(self, scale):
        """« de 1 000 à moins de 5 000 habitants »"""
        return scale.bracket

    def has_change_permission(self, request, obj=None):
        """Not once calls were made by it."""
        return super().has_change_permission(request, obj) and not (obj and obj.calls.exists())

    def has_delete_permission(self, request, obj=None):
        """Not once calls were made by it."""
        return super().has_delete_permission(request, obj) and not (obj and obj.calls.exists())

    def save_model(self, request, obj, form, change):
        """Through the service."""
        scales.save_scale(scale=obj, by=request.user, changes=changes_of(form) if change else None)

    def delete_model(self, request, obj):
        """Through the service."""
        scales.remove_scale(scale=obj, by=request.user)

    def get_urls(self):
        """Adds the page that copies a year."""
        return [path("recopier/", self.admin_site.admin_view(self.copy_view), name="memberships_feescale_copy"), *super().get_urls()]

    def copy_view(self, request):
        """The scale of one year from that of another."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = CopyForm(request.POST or None)
        if not form.fields["origin"].choices:
            self.message_user(request, "Aucun barème à recopier\u00a0: saisissez d’abord ses lignes.", messages.ERROR)
            return redirect(self.address("changelist"))
        if request.method == "POST" and form.is_valid():
            year = form.cleaned_data["year"]
            act = partial(scales.copy_year, by=request.user, **form.cleaned_data)
            if self.do(request, act, f"Barème {year} créé\u00a0: relisez ses montants avant d’appeler."):
                return redirect(f"{self.address('changelist')}?year={year}")
        lead = "Les lignes sont recopiées avec leurs montants\u00a0; vous les corrigez ensuite une à une."
        return self.act_page(request, "Recopier un barème", form, "Recopier", lead=lead)


@admin.register(BillingProfile)
class BillingProfileAdmin(MembershipActs, LockedAdmin):
    """Where bills go, and what is needed to work a fee out."""

    form = BillingForm
    list_display = ["actor", "email", "budget", "budget_year", "pays_by_mandate"]
    list_filter = ["pays_by_mandate"]
    list_select_related = ["actor"]
    search_fields = ["actor__name", "actor__acronym", "email"]
    raw_id_fields = ["actor"]
    ordering = ["actor__name", "pk"]

    def save_model(self, request, obj, form, change):
        """Through the service."""
        billing.save_profile(profile=obj, by=request.user, changes=changes_of(form) if change else None)

    def delete_model(self, request, obj):
        """Through the service."""
        billing.remove_profile(profile=obj, by=request.user)
